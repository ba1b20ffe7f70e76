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

        ## The keys and passwords that Baton needs

        The key of a language model comes from the file that `model_key_file` names or from the environment
        variable `BATON_MODEL_KEY`, one of the two. It has no flag, since flags show in the list of
        processes.
        """
    }
}
