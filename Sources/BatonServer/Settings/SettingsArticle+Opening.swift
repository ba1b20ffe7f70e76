extension SettingsArticle {
    /// What stands above the tables. Headings are what people ask; a default is taken from the table.
    static var opening: String {
        """
        ---
        id: settings
        title: Settings
        product_area: operating
        language: en
        audience: everyone
        phrasings:
          - where is the configuration file
          - give the bot another name
          - change the welcome text of the chat
          - make Baton reachable for other computers in our network
          - which options and environment variables are there
          - my change of a setting has no effect
        ---
        Change a setting in the file `baton.yaml`, with an environment variable, with a flag, or, where the
        console offers it, on the console's settings page. Flags win over the environment, the environment
        wins over the file, and the file wins over the console.

        ## The configuration file

        Write settings into the configuration file `baton.yaml`. Baton reads it from the folder in which it
        is started. Name another file with `--settings FILE` or `BATON_SETTINGS`. Each line is a name and a
        value:

        ```yaml
        port: 9000
        allowed_origins: [https://shop.example.com]
        ```

        ## When a change takes effect

        Changes in `baton.yaml`, in the environment and of flags take effect at the next start. What an
        administrator changes in the console takes effect at once.

        ## Environment variables and flags

        Every setting can also be an environment variable, such as `BATON_PORT=9000`, or a flag, such as
        `--port 9000`. Flags override environment variables, and those override the file. A list is `[first,
        second]` in the file, and has commas elsewhere.

        ## Why the console shows a setting as locked

        A setting that is given by a flag, by the environment or by `baton.yaml` cannot be changed in the
        console, which names the place that decides. Remove it there and restart to change it in the
        console.

        ## List all settings

        `baton serve --help` lists all settings with their defaults. So does this page, in the tables below.

        ## Mistakes in the settings

        If you misspell a setting, name an unknown one or give a wrong value, Baton does not start, and says
        in which line the mistake is and which name you may have meant.

        ## The default port, and how to change it

        The default port is \(standard("port")). To change the port, set `port`, or start with `--port
        9000`; 0 takes any free one. Ports below 1024 need special rights.

        ## Listen on all network addresses

        To make Baton reachable from other machines, set `host` to `0.0.0.0`: it then listens on all network
        addresses. The default `host` is \(standard("host")), so that only this machine can connect.

        ## Change the greeting, the welcome message

        To change the greeting or welcome message, set `greeting`. It is the first line in an empty chat;
        the default is `\(standard("greeting"))`

        ## Rename the Assistant

        Set `assistant_name` to the name that visitors see in the chat. The default is
        `\(standard("assistant_name"))`.

        ## Search by meaning: on, off or with another file

        `weights` names the file of the embedding model, made by `script/weights`. If the standard file is
        missing, search goes by words alone; empty (`weights: ""`) switches the search by meaning off. A
        file of another name that is missing stops the start.

        ## Settings that the console can change

        The console offers what changes often: colour, name, greeting, opening questions, hours and waiting,
        how careful the answers are, the language model, and mail. Everything else stands in the file, the
        environment or a flag, and needs a restart.

        ## The keys and passwords that Baton needs

        Each stands alone in a file, or in an environment variable, one of the two. They have no flag, since
        flags show in the list of processes:

        | What | The file is named in | Or the variable |
        |---|---|---|
        | The key of the language model | `model_key_file` | `BATON_MODEL_KEY` |
        | The key of the embedding server | `embedding_key_file` | `BATON_EMBEDDING_KEY` |
        | The password of the mail server | `smtp_password_file` | `BATON_SMTP_PASSWORD` |
        | The secret that signs who visitors are | `identity_secret_file` | `BATON_IDENTITY_SECRET` |

        ## Keys and passwords that are entered in the console

        The model's key and the mail password can be entered in the console instead, and are never shown
        again. They are stored encrypted, with the key in `secrets.key` in the data folder: keep a copy of
        that file with your backups, in another place. The identity secret is not set in the console.
        """
    }
}
