import { Button, Collapse, Paper, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { lazy, Suspense, use, useDeferredValue, useMemo, useState } from 'react';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import { SetupContext } from '../setup.ts';
import type { RequestEditor } from '../create/editor.ts';
import { mainFields, moreFields } from './form-fields.ts';
import { MainFields } from './main-fields.tsx';
import { obstaclesTo } from './obstacles.ts';
import type { FormOptions } from './options.ts';
import { Samples } from './samples.tsx';
import { Share } from './share.tsx';

const JsonEditor = lazy(async () => ({ default: (await import('./json-editor.tsx')).JsonEditor }));
const MoreFields = lazy(async () => ({ default: (await import('./more-fields.tsx')).MoreFields }));

interface RequestPanelProps {
  readonly options: FormOptions;
  readonly editor: RequestEditor;
}

const inTheForm: ReadonlySet<string> = new Set([...mainFields, ...moreFields]);

/** What the video needs, as a form or as JSON. Broken JSON keeps the form closed, so no edit is lost silently. */
export function RequestPanel({ options, editor }: RequestPanelProps) {
  const messages = useMessages();
  const { capabilities } = use(SetupContext);
  const settled = useDeferredValue(editor.request);
  const obstacles = useMemo(() => obstaclesTo(capabilities, settled), [capabilities, settled]);
  const [more, setMore] = useState<'unseen' | 'open' | 'closed'>('unseen');
  const open = more === 'open';
  const outOfSight = Object.keys(editor.request).filter((field) =>
    open ? !inTheForm.has(field) : !mainFields.has(field),
  );
  const fields = { options, obstacles, editor };
  return (
    <Paper
      withBorder
      p={{ base: 'sm', sm: 'md' }}
      component="section"
      aria-labelledby="request-title"
      aria-busy={settled !== editor.request}
    >
      <Stack gap="sm">
        <Title order={2} size="h3" id="request-title">
          {messages.request}
        </Title>
        <Share editor={editor} />
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
              <MainFields {...fields} />
              <Collapse expanded={open} id="more-fields">
                {more !== 'unseen' && (
                  <Boundary>
                    <Suspense fallback={<Skeleton h={320} />}>
                      <Stack gap="md">
                        <MoreFields {...fields} />
                      </Stack>
                    </Suspense>
                  </Boundary>
                )}
              </Collapse>
              {outOfSight.length > 0 && <Text size="sm">{messages.alsoSet(outOfSight.join(', '))}</Text>}
              <Button
                variant="subtle"
                size="xs"
                onClick={() => setMore(open ? 'closed' : 'open')}
                aria-expanded={open}
                aria-controls="more-fields"
              >
                {open ? messages.less : messages.more}
              </Button>
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="json">
            <Boundary>
              <Suspense fallback={<Skeleton h={320} />}>
                <JsonEditor editor={editor} />
              </Suspense>
            </Boundary>
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Paper>
  );
}
