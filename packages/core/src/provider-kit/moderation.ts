/** Words in which services and relays refuse a content, in English and Chinese [client, doc]. */
const moderated =
  /safety|moderat|risk[ _-]?control|risk not pass|content polic|sensitive|violat|prompt_blocked|public figures? (is|are) not supported|敏感|违规|审核|不符合规范|风控/i;

/** Whether a text says that a content was refused. */
export const isModeration = (text: string): boolean => moderated.test(text);
