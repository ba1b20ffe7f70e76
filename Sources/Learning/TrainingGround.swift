/// By what right conversations are exported for training: the words of the setting `training_export`.
package enum TrainingGround: String, Hashable, Sendable, CaseIterable {
    /// None: nothing is exported.
    case off
    /// The widget asks: only what visitors wrote who said yes.
    case ask
    /// The operator has another ground.
    case on

    /// - Parameter said: the visitor's last word; `nil` without one. A no holds on every ground: who took the
    ///   trouble to say it is not overruled by a setting.
    package func allows(_ said: Bool?) -> Bool {
        switch self {
        case .off: false
        case .ask: said == true
        case .on: said != false
        }
    }
}
