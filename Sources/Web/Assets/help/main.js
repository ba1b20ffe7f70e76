import { markUpReading } from "./reading.js";
import { HelpedQuestion } from "./helped.js";
import { SearchField } from "./search.js";

const form = document.querySelector("form.search");
if (form) new SearchField(form);

const question = document.querySelector(".helped");
if (question) new HelpedQuestion(question);

markUpReading(document.querySelector(".content"));
