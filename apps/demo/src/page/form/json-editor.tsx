import { Alert, Button, List, Stack, Text, Textarea } from '@mantine/core';
import { useMessages } from '../language.tsx';
import { fileFields, toText } from '../request-json.ts';
import type { RequestEditor } from '../create/editor.ts';

/** Every field, also those that the form does not draw. */
export function JsonEditor({ editor }: { readonly editor: RequestEditor }) {
  const messages = useMessages();
  const { request, draft, reasons, pending, write, replace } = editor;
  const kept = Object.keys(fileFields(request));
  return (
    <Stack gap="sm">
      <Textarea
        label={messages.json}
        description={messages.jsonHint}
        autosize
        minRows={14}
        maxRows={30}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        value={draft ?? toText(request)}
        readOnly={pending.length > 0}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {kept.length > 0 && (
        <Text size="sm" c="dimmed">
          {messages.keptFiles(kept.join(', '))}
        </Text>
      )}
      {reasons.length > 0 && (
        <Alert color="red" title={messages.invalid} role="alert">
          <List size="sm">
            {reasons.map((reason) => (
              <List.Item key={reason}>{reason}</List.Item>
            ))}
          </List>
          <Button mt="xs" size="xs" variant="default" onClick={() => replace(request)}>
            {messages.discard}
          </Button>
        </Alert>
      )}
    </Stack>
  );
}
