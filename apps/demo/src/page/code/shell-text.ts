/** For `sh`: nothing inside is special. */
export const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same without the marks, where a text is plain. */
export const shellText = (text: string) => (/^[\w.:/@%+-]+$/.test(text) ? text : quoted(text));
