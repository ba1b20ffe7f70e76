import { element } from "../shared/element.js";
import { words as all } from "./texts-settings.js";

const words = all.presets;

/** What the usual servers want. The addresses are values to fill in: no page of ours asks them. */
const presets = [
  {
    name: "OpenAI", address: ["https", "api.openai.com/v1"],
    values: { model: "gpt-4.1-mini", model_auth: "bearer", model_token_field: "max_completion_tokens" },
  },
  {
    name: "Azure", address: ["https", "RESOURCE.openai.azure.com/openai/v1"],
    values: { model: "DEPLOYMENT", model_auth: "api-key", model_token_field: "max_completion_tokens" },
  },
  {
    name: "Ollama", address: ["http", "127.0.0.1:11434/v1"],
    values: { model: "llama3.2", model_auth: "none", model_token_field: "max_tokens" },
  },
  {
    name: "llama.cpp", address: ["http", "127.0.0.1:8080/v1"],
    values: { model: "default", model_auth: "none", model_token_field: "max_tokens" },
  },
  {
    name: "vLLM", address: ["http", "127.0.0.1:8000/v1"],
    values: { model: "Qwen/Qwen2.5-7B-Instruct", model_auth: "none", model_token_field: "max_tokens" },
  },
];

/** A row of buttons; `fill(values)` gets the settings of the one that was pressed. */
export function presetRow(fill, said) {
  return element("div", { class: "presets", role: "group", "aria-label": words.legend },
    element("span", { class: "is-quiet" }, words.legend),
    presets.map(({ name, address: [scheme, rest], values }) => element("button", {
      class: "button", type: "button", on: { click: () => {
        fill({ model_query: [], model_temperature: "send", ...values, model_url: `${scheme}://${rest}` });
        said(values.model_auth === "none" ? words.filledNoKey(name) : words.filled(name));
      } },
    }, name)));
}
