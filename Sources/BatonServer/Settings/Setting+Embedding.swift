extension Setting {
    static let embedding: [Setting] = [
        Setting(
            key: "embedding_url", kind: .text, standard: "",
            help:
                "The address of an OpenAI-compatible server that makes the vectors of the search by meaning, "
                + "up to /v1. Empty means the model of weights, in this process."),
        Setting(
            key: "embedding_model", kind: .text, standard: "",
            help: "The model's name, as that server knows it. After a change all articles get new vectors."),
        Setting(
            key: "embedding_key_file", kind: .text, standard: "",
            help:
                "A file that holds nothing but the key to that server. Or set the variable "
                + "\(EmbeddingSettings.variable)."),
        Setting(
            key: "embedding_languages", kind: .list, standard: "",
            help:
                "The languages that this model reads, such as en, de. Articles in others are searched by "
                + "words. Empty means en."),
        Setting(
            key: "embedding_ca_file", kind: .text, standard: "",
            help: "A PEM file with the authority that signed the certificate of that server."),
    ]
}
