import { useMessages } from '../language.tsx';
import { fileFields, reasonInWords, toText } from '../request-json.ts';
import type { RequestEditor } from './editor.ts';

/** Every field, also those that the form does not draw. Broken JSON keeps the form closed, so no edit is lost silently. */
export function JsonEditor({ editor }: { readonly editor: RequestEditor }) {
  const messages = useMessages();
  const { request, draft, reasons, pending, write, replace } = editor;
  const kept = Object.keys(fileFields(request));
  return (
    <div className="stack">
      <label>
        <span className="label">{messages.json}</span>
        <textarea
          className="input json"
          rows={14}
          spellCheck={false}
          value={draft ?? toText(request)}
          readOnly={pending.length > 0}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </label>
      <p className="hint">{messages.jsonHint}</p>
      {kept.length > 0 && <p className="hint">{messages.keptFiles(kept.join(messages.comma))}</p>}
      {reasons.length > 0 && (
        <div className="notice" data-tone="bad" role="alert">
          <strong>{messages.invalid}</strong>
          <ul>
            {reasons.map((reason, index) => (
              <li key={index}>{reasonInWords(reason, messages)}</li>
            ))}
          </ul>
          <button type="button" className="button" data-small onClick={() => replace(request)}>
            {messages.discard}
          </button>
        </div>
      )}
    </div>
  );
}
