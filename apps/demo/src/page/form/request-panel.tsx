import { Button, Collapse, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMessages } from '../language.tsx';
import { JsonEditor } from './json-editor.tsx';
import { type FieldsProps, MainFields, mainFields } from './main-fields.tsx';
import { MoreFields, moreFields } from './more-fields.tsx';
import { Samples } from './samples.tsx';

const inTheForm: ReadonlySet<string> = new Set([...mainFields, ...moreFields]);

/** What the video needs, as a form or as JSON. Broken JSON keeps the form closed, so no edit is lost silently. */
export function RequestPanel({ options, editor }: FieldsProps) {
  const messages = useMessages();
  const [open, { toggle }] = useDisclosure(false);
  const outOfSight = Object.keys(editor.request).filter((field) =>
    open ? !inTheForm.has(field) : !mainFields.has(field),
  );
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="request-title">
      <Stack gap="sm">
        <Title order={2} size="h3" id="request-title">
          {messages.request}
        </Title>
        <Samples onPick={editor.replace} />
        <Tabs defaultValue="form" keepMounted={false}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="form" disabled={editor.reasons.length > 0}>
              {messages.form}
            </Tabs.Tab>
            <Tabs.Tab value="json">{messages.json}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="form">
            <Stack gap="md">
              <MainFields options={options} editor={editor} />
              <Collapse expanded={open} id="more-fields">
                <Stack gap="md">
                  <MoreFields options={options} editor={editor} />
                </Stack>
              </Collapse>
              {outOfSight.length > 0 && <Text size="sm">{messages.alsoSet(outOfSight.join(', '))}</Text>}
              <Button
                variant="subtle"
                size="xs"
                onClick={toggle}
                aria-expanded={open}
                aria-controls="more-fields"
              >
                {open ? messages.less : messages.more}
              </Button>
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="json">
            <JsonEditor editor={editor} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Paper>
  );
}
