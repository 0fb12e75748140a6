import type { VideoRequest } from '@vid/core';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { addressOf, usePage, usePageAddress } from '../address/page-address.ts';
import { CopyButton } from '../copy-button.tsx';
import { useKept } from '../kept.ts';
import { useMessages } from '../language.tsx';
import { fileFields } from '../request-json.ts';
import { Popover } from '../ui/overlays.tsx';
import type { RequestEditor } from './editor.ts';
import { applyStart, useStarts } from './starts.tsx';

/** Each is a run of every chosen model, so few are many. */
const mostPrompts = 4;

/** What the video shows, in words; and further prompts, which the same models make. */
export function Prompts({ editor }: { readonly editor: RequestEditor }) {
  const messages = useMessages();
  const { composer } = messages;
  const id = useId();
  const page = usePageAddress();
  const also = usePage((state) => state.also);
  const setAlso = (next: readonly string[], step?: string) => page.set({ also: next }, step);
  return (
    <div className="stack prompts">
      <div>
        <label className="label" htmlFor={id}>
          {messages.fields.prompt}
        </label>
        <textarea
          id={id}
          className="input prompt"
          placeholder={messages.promptHint}
          rows={3}
          value={editor.request.prompt ?? ''}
          onChange={({ currentTarget: { value } }) =>
            editor.setField('prompt', value === '' ? undefined : value)
          }
        />
      </div>
      {also.map((text, index) => (
        <div key={index} className="row also">
          <textarea
            className="input prompt fill"
            aria-label={composer.nth(index + 2)}
            placeholder={messages.promptHint}
            rows={2}
            value={text}
            onChange={({ currentTarget: { value } }) => setAlso(also.with(index, value), `also ${index}`)}
          />
          <button
            type="button"
            className="button"
            data-kind="quiet"
            data-square
            aria-label={composer.removePrompt(index + 2)}
            onClick={() => setAlso(also.toSpliced(index, 1))}
          >
            <X size={18} aria-hidden />
          </button>
        </div>
      ))}
      {also.length + 1 < mostPrompts && (
        <button
          type="button"
          className="button add"
          data-kind="quiet"
          data-small
          onClick={() => setAlso([...also, ''])}
        >
          <Plus size={18} aria-hidden />
          {composer.addPrompt}
        </button>
      )}
    </div>
  );
}

interface PromptMenusProps {
  readonly editor: RequestEditor;
  readonly isJson: boolean;
  readonly onJson: (isJson: boolean) => void;
}

/** Where a prompt may come from, and the whole request as a link or as JSON. */
export function PromptMenus({ editor, isJson, onJson }: PromptMenusProps) {
  const messages = useMessages();
  const { composer, starts, link } = messages;
  const page = usePageAddress();
  const offered = useStarts();
  const recent = useKept((kept) => kept.prompts);
  return (
    <div className="row menus" style={{ gap: 2 }}>
      <Popover label={composer.templates} kind="quiet" small align="start">
        {(close) => (
          <ul className="menu">
            {offered.map((start) => (
              <li key={start.name}>
                <button
                  type="button"
                  onClick={() => {
                    applyStart(start, messages, editor);
                    close();
                  }}
                >
                  {starts.items[start.name].name}
                  <span className="hint num">{starts.models(start.models)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover>
      <Popover label={composer.recent} kind="quiet" small align="start">
        {(close) =>
          recent.length === 0 ? (
            <p className="hint">{composer.noRecent}</p>
          ) : (
            <ul className="menu">
              {recent.map((prompt) => (
                <li key={prompt}>
                  <button
                    type="button"
                    onClick={() => {
                      editor.setField('prompt', prompt);
                      close();
                    }}
                  >
                    <span className="recent">{prompt}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Popover>
      <span className="fill" />
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-small
        aria-pressed={isJson}
        aria-label={messages.json}
        title={messages.json}
        disabled={isJson && editor.reasons.length > 0}
        onClick={() => onJson(!isJson)}
      >
        {'{ }'}
      </button>
      <CopyButton
        label={link.copy}
        text={() => addressOf(page.read(), editor.request)}
        unavailable={link.tooLong}
        isSmall
      />
    </div>
  );
}

/** What is odd about the link that was opened, or about a file; and what no link can hold. */
export function Notices({
  editor: { request, badLink, missingFiles, failed },
}: Pick<PromptMenusProps, 'editor'>) {
  const { fields, link, media, comma } = useMessages();
  const named = (names: readonly string[]) =>
    names.map((name) => Object.entries(fields).find(([field]) => field === name)?.[1] ?? name).join(comma);
  const left = namesOfFiles(request);
  return (
    <>
      {badLink !== undefined && (
        <div className="notice" data-tone="bad" role="alert">
          <strong>{link.badTitle}</strong>
          {link.bad(badLink)}
        </div>
      )}
      {missingFiles.length > 0 && (
        <div className="notice" data-tone="warn" role="alert">
          <strong>{link.missingTitle}</strong>
          {link.missing(named(missingFiles))}
        </div>
      )}
      {failed.length > 0 && (
        <div className="notice" data-tone="bad" role="alert">
          {media.failed(named(failed))}
        </div>
      )}
      {left.length > 0 && <p className="hint">{link.without(named(left))}</p>}
    </>
  );
}

const namesOfFiles = (request: VideoRequest) => Object.keys(fileFields(request));
