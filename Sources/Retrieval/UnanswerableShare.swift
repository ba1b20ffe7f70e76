/// The share of questions that no article answers, told from what is asked without anybody's judgement.
///
/// What is asked is a mixture of two kinds that the library itself shows: questions whose article is there,
/// and questions whose article is hidden. The share of the second is the likeliest one by expectation
/// maximisation over a model that tells the two apart (Saerens, Latinne and Decaestecker, "Adjusting the
/// outputs of a classifier to new a priori probabilities", 2002).
enum UnanswerableShare {
    /// What is assumed where nothing was asked yet. More makes the confidence lower. On splits of public
    /// training questions 0.2 gave the truest probabilities where a fifth to a third had no answer, and is on
    /// the safe side where all have.
    static let assumed = 0.2
    /// The assumption counts for as many questions, as each tells little by itself. Chosen on the same
    /// splits: beside 1,000 that all had an answer 50 made the share .05, and 200 made it .09.
    static let assumedQuestions = 50.0
    /// With fewer the assumption remains.
    static let questionsMin = 200
    /// The newest are looked at.
    static let questionsMax = 2_000
    /// A fit is made for a share in such steps, neither none nor all: so nodes that looked at different
    /// moments make the same one, mostly.
    static let step = 0.05
    static let stepsMax = 500
    static let changeMin = 1e-6

    /// - Parameter chances: of each question, how likely it has no article if as many had none as had one,
    ///   0...1.
    /// - Returns: above 0 and below 1.
    static func estimate(_ chances: [Double]) -> Double {
        guard chances.count >= questionsMin else { return assumed }
        var share = assumed
        for _ in 0..<stepsMax {
            let expected = chances.reduce(0) { sum, chance in
                sum + chance * share / (chance * share + (1 - chance) * (1 - share))
            }
            let next = (expected + assumed * assumedQuestions) / (Double(chances.count) + assumedQuestions)
            defer { share = next }
            if abs(next - share) < changeMin { break }
        }
        return share
    }

    static func rounded(_ share: Double) -> Double {
        min(max(1, (share / step).rounded()), 1 / step - 1) * step
    }
}
