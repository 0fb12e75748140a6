import type { MediaInput } from '@vid/core';
import { Image as ImageIcon, Upload, X } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, useId, useRef, useState } from 'react';
import { fileType, maxPictureBytes } from '../../picture.ts';
import { isFile } from '../request-json.ts';
import { useMessages } from '../language.tsx';
import type { RequestEditor } from './editor.ts';
import type { ListFeature } from './options.ts';
import { drawings, sourceOf, toPng, useObjectUrl } from './pictures.ts';

export type MediaKind = 'image' | 'video' | 'audio';

interface MediaFieldProps {
  readonly kind: MediaKind;
  readonly label: string;
  readonly value: MediaInput | undefined;
  readonly onChange: (value: MediaInput | undefined) => void;
  /** For what is still read or drawn; `undefined` leaves the value as it is. */
  readonly onLater: (make: () => Promise<MediaInput | undefined>) => void;
}

const accepted: Readonly<Record<MediaKind, string>> = {
  image: 'image/png,image/jpeg,image/webp',
  video: 'video/mp4,video/quicktime,video/webm',
  audio: 'audio/mpeg,audio/wav',
};

/** By its URL, or from a file that is chosen, dropped or pasted; the file stays in the page until something is sent. */
export function MediaField({ kind, label, value, onChange, onLater }: MediaFieldProps) {
  const messages = useMessages();
  const { media } = messages;
  const id = useId();
  const [error, setError] = useState<string>();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  /** The last choice counts, however long an earlier one takes. */
  const choices = useRef(0);
  const choose = () => {
    setError(undefined);
    choices.current += 1;
    return choices.current;
  };
  const change = (next: MediaInput | undefined) => {
    choose();
    onChange(next);
  };
  const changeLater = (make: () => Promise<MediaInput | undefined>) => {
    const choice = choose();
    onLater(async () => {
      const made = await make();
      if (choice !== choices.current) return undefined;
      if (made === undefined) setError(media.wrong[kind]);
      return made;
    });
  };
  const pick = (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > maxPictureBytes) {
      setError(messages.tooLarge(`${maxPictureBytes / 1024 / 1024} MB`));
      return;
    }
    changeLater(async () => {
      const data = new Uint8Array(await file.arrayBuffer());
      const mediaType = fileType(data);
      return mediaType?.startsWith(`${kind}/`) === true ? { data, mediaType } : undefined;
    });
  };
  const take = (event: ClipboardEvent | DragEvent, { files }: DataTransfer) => {
    setOver(false);
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    pick(files[0]);
  };
  const file = isFile(value) ? value : undefined;
  const url = useObjectUrl(kind === 'image' ? file : undefined);
  return (
    <div
      className="media"
      data-over={over}
      onPaste={(event) => take(event, event.clipboardData)}
      onDrop={(event) => take(event, event.dataTransfer)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      <div className="thumbnail" aria-hidden={url === undefined}>
        {url === undefined ? <ImageIcon size={20} aria-hidden /> : <img src={url} alt={label} />}
      </div>
      <div className="fill">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        <div className="row">
          {file === undefined ? (
            <input
              id={id}
              className="input fill"
              type="url"
              placeholder={media.hint}
              value={typeof value === 'string' ? value : ''}
              onChange={({ currentTarget }) =>
                change(currentTarget.value === '' ? undefined : currentTarget.value)
              }
            />
          ) : (
            <output id={id} className="small fill">
              {messages.pictureBytes(file.mediaType, `${Math.ceil(file.data.byteLength / 1024)} kB`)}
            </output>
          )}
          <input
            ref={input}
            type="file"
            hidden
            accept={accepted[kind]}
            onChange={({ currentTarget }) => {
              pick(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
          <button
            type="button"
            className="button"
            data-square
            aria-label={messages.pickFileFor(label)}
            title={messages.pickFile}
            onClick={() => input.current?.click()}
          >
            <Upload size={18} aria-hidden />
          </button>
          {value !== undefined && (
            <button
              type="button"
              className="button"
              data-kind="quiet"
              data-square
              aria-label={messages.clear(label)}
              onClick={() => change(undefined)}
            >
              <X size={18} aria-hidden />
            </button>
          )}
        </div>
        {error !== undefined && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        {kind === 'image' && value === undefined && (
          <div className="row samples" role="group" aria-label={media.samples}>
            {drawings.map((drawing) => (
              <button
                key={drawing.name}
                type="button"
                aria-label={media.useSample(media.sampleNames[drawing.name], label)}
                title={media.sampleNames[drawing.name]}
                onClick={() => changeLater(() => toPng(drawing))}
              >
                <img src={sourceOf(drawing)} alt="" />
              </button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** What a field of one file or link is given. */
export const mediaProps = (
  { request, setField, changeLater }: RequestEditor,
  feature: 'firstFrame' | 'lastFrame' | 'sourceVideo',
) => ({
  value: request[feature],
  onChange: (chosen: MediaInput | undefined) => setField(feature, chosen),
  onLater: (make: () => Promise<MediaInput | undefined>) =>
    changeLater(feature, async () => {
      const made = await make();
      return (now) => made ?? now;
    }),
});

interface MediaListFieldProps {
  readonly kind: MediaKind;
  readonly label: string;
  readonly most: number;
  readonly feature: ListFeature;
  readonly editor: RequestEditor;
}

type Media = readonly MediaInput[];

/** One place filled or emptied. */
function put(all: Media, index: number, one: MediaInput | undefined): Media | undefined {
  const next = [...all.slice(0, index), ...(one === undefined ? [] : [one]), ...all.slice(index + 1)];
  return next.length === 0 ? undefined : next;
}

/** What was chosen and, while some row takes more, one empty place. */
export function MediaListField({ kind, label, most, feature, editor }: MediaListFieldProps) {
  const { media } = useMessages();
  const { request, changeField, changeLater } = editor;
  const value: Media = request[feature] ?? [];
  const places = Math.max(value.length, Math.min(value.length + 1, most), 1);
  return (
    <div className="stack">
      {Array.from({ length: places }, (_, index) => (
        <MediaField
          key={index}
          kind={kind}
          label={media.nth(label, index + 1)}
          value={value[index]}
          onChange={(one) => changeField(feature, (all = []) => put(all, index, one))}
          onLater={(make) =>
            changeLater(feature, async () => {
              const one = await make();
              return (all = []) => (one === undefined ? all : put(all, index, one));
            })
          }
        />
      ))}
    </div>
  );
}
