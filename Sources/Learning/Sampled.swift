/// Samples that leave no group out.
package enum Sampled {
    /// Up to `limit` elements, one of each group in turn, each group's in their order.
    package static func evenly<Element, Group: Hashable>(
        _ elements: [Element], limit: Int, by group: (Element) -> Group
    ) -> [Element] {
        guard elements.count > limit else { return elements }
        var order: [Group] = []
        var groups: [Group: [Element]] = [:]
        for element in elements {
            let key = group(element)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(element)
        }
        var taken: [Element] = []
        var round = 0
        while taken.count < limit {
            for key in order where taken.count < limit {
                if let group = groups[key], round < group.count { taken.append(group[round]) }
            }
            round += 1
        }
        return taken
    }
}
