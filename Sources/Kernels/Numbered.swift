extension [Int] {
    /// 0, 1, ... in place of the numbers, in the order in which they first appear.
    var numbered: [Int] {
        var numbers: [Int: Int] = [:]
        return map { name in
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return number
        }
    }
}
