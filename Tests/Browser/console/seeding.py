"""A store full of conversations, copied in SQL from one that went through the protocol: a stopped server's only."""

import json
import sqlite3

# The tables that know a conversation, and the column that names it; whatever else knows it is made from these.
TABLES = {"stream": "id", "event": "stream", "message_body": "conversation", "conversation": "id"}


class Store:
    """The database of a server that does not run."""

    def __init__(self, server):
        assert server.process is None, "stop the server first"
        self.db = sqlite3.connect(server.data / "baton.db")
        self.position = self.db.execute("SELECT max(position) FROM event").fetchone()[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.db.commit()
        self.db.close()

    def rows(self, table, conversation):
        found = self.db.execute(f"SELECT * FROM {table} WHERE {TABLES[table]} = ?", [conversation])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row)) for row in found]

    def insert(self, table, rows):
        for row in rows[:1]:
            marks = ", ".join("?" * len(row))
            self.db.executemany(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [list(row.values()) for row in rows])

    def copy(self, conversation, count, prefix="c-seeded", step_ms=1_000):
        """So many more, each a little older than the one before. Returns their ids."""
        templates = {table: self.rows(table, conversation) for table in TABLES}
        ids = [f"{prefix}-{number:06d}" for number in range(count)]
        for table, key in TABLES.items():
            copies = []
            for number, identifier in enumerate(ids, 1):
                for row in templates[table]:
                    copy = self._aged({**row, key: identifier}, number * step_ms)
                    copies.append(self._told_apart(table, copy, number))
            self.insert(table, copies)
        return ids

    def lengthen(self, conversation, message_count):
        """So many messages more at the end, by the visitor and the agent in turn."""
        sent = {row["type"]: row for row in self.rows("event", conversation)}
        body = {row["seq"]: row for row in self.rows("message_body", conversation)}
        state = self.rows("conversation", conversation)[0]
        kinds = [sent["visitor_sent"], sent["agent_sent"]]
        seq = state["seq"]
        events, texts = [], []
        for number in range(message_count):
            seq += 1
            template = kinds[number % 2]
            message = f"m-seeded-{seq:06d}"
            self.position += 1
            events.append({
                **template, "position": self.position, "seq": seq, "at": state["updated_at"] + number,
                "body": json.dumps({**json.loads(template["body"]), "message": message}),
            })
            texts.append({
                **body[template["seq"]], "seq": seq, "message": message, "at": state["updated_at"] + number,
                "text": f"Message {number + 1} of a long conversation about a parcel and where it may be.",
            })
        self.insert("event", events)
        self.insert("message_body", texts)
        self.db.execute("UPDATE stream SET seq = ? WHERE id = ?", [seq, conversation])
        self.db.execute(
            "UPDATE conversation SET seq = ?, updated_at = ?, last_message = ? WHERE id = ?",
            [seq, state["updated_at"] + message_count, message, conversation])

    @property
    def message_count(self):
        return self.db.execute("SELECT count(*) FROM message_body").fetchone()[0]

    def _aged(self, row, by_ms):
        times = ("at", "started_at", "updated_at", "queued_at", "contact_offered_at")
        return {name: value - by_ms if name in times and value else value for name, value in row.items()}

    def _told_apart(self, table, row, number):
        if table == "event":
            self.position += 1
            row["position"] = self.position
        if table == "message_body" and row["kind"] == "message":
            row["text"] = f"{row['text']} ({number})"
        return row
