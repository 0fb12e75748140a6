import { List, Text } from '@mantine/core';
import type { Candidate } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { priceInWords } from './price-in-words.ts';

const dash = '·';

function timeInWords(seconds: number, messages: Messages): string {
  return seconds < 100
    ? messages.seconds(Number(seconds.toFixed(seconds < 10 ? 1 : 0)))
    : messages.minutes((seconds / 60).toFixed(1));
}

/** A value of a request in the reader's language. */
function valueInWords(field: string, value: unknown, messages: Messages): string {
  const { qualities, yes, no, seconds } = messages;
  if (field === 'duration' && typeof value === 'number') return seconds(value);
  if (value === true) return yes;
  if (value === false) return no;
  if (value === 'standard' || value === 'pro') return qualities[value];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const fieldInWords = (field: string, { fields }: Messages): string => {
  const names: Readonly<Record<string, string>> = fields;
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field;
};

/** Price, usual time and what comes out, on one line. */
export function CandidateNumbers({ candidate }: { readonly candidate: Candidate }) {
  const messages = useMessages();
  const { price, leastPrice, typicalSeconds, timeSource, resolution } = candidate;
  const parts = [
    priceInWords(price, leastPrice, messages),
    ...(typicalSeconds === undefined
      ? []
      : [messages.usualTime(timeInWords(typicalSeconds, messages), timeSource === 'measured')]),
    ...(resolution === undefined ? [] : [messages.comesOut(resolution)]),
  ];
  return (
    <Text size="sm" data-numbers>
      {parts.join(` ${dash} `)}
    </Text>
  );
}

/** What is sent other than asked, and what is sent besides. */
export function CandidateSends({ candidate }: { readonly candidate: Candidate }) {
  const messages = useMessages();
  const { adjustments, added, defaults, uploads = [] } = candidate;
  const pair = ([field, value]: readonly [string, unknown]) =>
    messages.fieldValue(fieldInWords(field, messages), valueInWords(field, value, messages));
  const open = Object.entries(defaults).filter(([field]) => !Object.hasOwn(added, field));
  const needed = Object.entries(added);
  return (
    <>
      {adjustments.length > 0 && (
        <Text component="div" size="sm" data-adjustments>
          <b>{messages.adjusted}:</b>
          <List size="sm">
            {adjustments.map(({ field, from, to }) => (
              <List.Item key={field}>
                {messages.instead(
                  messages.fields[field],
                  valueInWords(field, to, messages),
                  valueInWords(field, from, messages),
                )}
              </List.Item>
            ))}
          </List>
        </Text>
      )}
      {needed.length > 0 && (
        <Text size="sm">
          <b>{messages.addedFor}:</b> {needed.map(pair).join(messages.comma)}
        </Text>
      )}
      {uploads.length > 0 && (
        <Text size="sm" data-uploads>
          {uploads
            .map(({ field, bytes = 0, to }) =>
              messages.uploadsFirst(
                fieldInWords(field.replace(/\..*/, ''), messages),
                (bytes / 1e6).toFixed(1),
                to,
              ),
            )
            .join(messages.comma)}
        </Text>
      )}
      {open.length > 0 && (
        <Text size="sm" c="dimmed">
          {messages.alsoSent}: {open.map(pair).join(messages.comma)}
        </Text>
      )}
    </>
  );
}
