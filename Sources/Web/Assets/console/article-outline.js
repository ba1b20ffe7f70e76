import { withPhrasings } from "./phrasing-chips.js";

/**
 * What the editor begins with, from the gap, its outline and the article that is to be changed (null: a new one).
 * Resolves to `{ok, outline: {gap, draft, published, waiting, areas, evidence, related, unsure, canWrite, needsReview}}`, or to the answer that failed.
 */
export async function articleOutline(api, gapID, articleID) {
  const id = encodeURIComponent(gapID);
  const [gap, outline, article] = await Promise.all([
    api.get(`/api/gaps/gap?id=${id}`), api.get(`/api/gaps/outline?id=${id}`),
    articleID === null ? null : api.get(`/api/gaps/article?id=${encodeURIComponent(articleID)}`),
  ]);
  const refused = [gap, outline, article].find((answer) => answer !== null && !answer.ok);
  if (refused) return refused;
  const waiting = await waitingHere(api, gap.body.gap, articleID);
  const { related = [], unsure = [], evidence = [], writes: canWrite = false, needs_review: needsReview = false } = outline.body;
  const published = article ? fieldsOf(article.body) : null;
  return {
    ok: true, status: 200,
    outline: {
      gap: gap.body.gap, published, evidence, canWrite, needsReview, waiting: waiting?.draft ?? null, related: related.filter((one) => one.article !== articleID),
      areas: [...new Set([...gap.body.gap.areas, outline.body.area, published?.area].filter(Boolean))],
      draft: waiting ? fieldsOf(waiting.text) : published ? changed(published, gap.body.gap, outline.body) : { ...fieldsOf(outline.body), revision: null },
      // What is unsure in the outline is no part of a text that somebody else wrote.
      unsure: published || waiting ? [] : unsure,
    },
  };
}

/** The draft that waits on the gap, where it is about this article; null where none does. */
async function waitingHere(api, { id, draft }, articleID) {
  if (!draft || (articleID === null ? !draft.is_new : draft.article !== articleID)) return null;
  const answer = await api.get(`/api/gaps/draft?id=${encodeURIComponent(id)}`);
  return answer.ok ? answer.body : null;
}

/** An article that is not found gets the questions of the gap; its text stays as it is until somebody writes. */
function changed(published, { kind }, { phrasings = [] }) {
  return kind === "not_found" ? { ...published, phrasings: withPhrasings(published.phrasings, phrasings) } : published;
}

function fieldsOf({ article, title, language, area, audience, text, phrasings, revision }) {
  return {
    article, title: title ?? "", language: language ?? "en", area: area || null, audience: audience ?? "everyone",
    text: text ?? "", phrasings: phrasings ?? [], revision: revision || null,
  };
}

/** Whether two drafts say the same; the revision they were made from does not count. */
export function isSameDraft(one, other) {
  const said = ({ title, language, area, audience, text, phrasings }) =>
    JSON.stringify([title, language, area || null, audience, text.trimEnd(), phrasings]);
  return said(one) === said(other);
}
