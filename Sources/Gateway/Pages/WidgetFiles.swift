import Synchronization

/// The widget's script as it is sent: one a language, with the operator's colour in it, so that the first
/// paint is right for somebody who was never here. Packed when it is first asked for, and anew when the
/// colour changes; then kept in memory.
final class WidgetFiles: Sendable {
    private struct Kept {
        let accent: String
        let file: PackedFile
    }

    private let scripts: WidgetScripts
    private let accent: @Sendable () -> String?
    /// By language, so never more than there are languages.
    private let kept = Mutex<[String: Kept]>([:])

    /// `accent` is the colour in force, asked at each request.
    init(_ scripts: WidgetScripts, accent: @escaping @Sendable () -> String?) {
        self.scripts = scripts
        self.accent = accent
    }

    func language(asked: String?, accepted: String?) -> String {
        scripts.language(asked: asked, accepted: accepted)
    }

    func file(_ language: String) -> PackedFile? {
        let accent = accent() ?? ""
        if let known = kept.withLock({ $0[language] }), known.accent == accent { return known.file }
        guard let script = scripts.script(language, accent: accent) else { return nil }
        let file = PackedFile(
            Array(script.utf8), contentType: "text/javascript; charset=utf-8", isTight: true)
        kept.withLock { $0[language] = Kept(accent: accent, file: file) }
        return file
    }
}
