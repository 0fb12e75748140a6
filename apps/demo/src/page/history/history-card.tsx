import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { ApiBadge, RealityBadge } from '../badges.tsx';
import { useLanguage } from '../language.tsx';
import { useHistoryMessages } from './texts.ts';
import { isBad, stageOf, stageText, titleOf } from '../runs/run-stage.ts';
import { costOf, nameOf, startOf, timeOf } from './run-facts.ts';
import { Thumbnail } from './thumbnail.tsx';

interface HistoryCardProps {
  readonly run: Run;
  readonly chosen: boolean;
  readonly onAgain: () => void;
  readonly onChoose: () => void;
  readonly onDelete: () => void;
}

export function HistoryCard({ run, chosen, onAgain, onChoose, onDelete }: HistoryCardProps) {
  const messages = useHistoryMessages();
  const { language } = useLanguage();
  const { history } = messages;
  const stage = stageOf(run);
  const name = nameOf(run);
  const when = startOf(run, language);
  const label = (action: string) => history.of(action, name, when);
  const facts = [costOf(run, messages), timeOf(run, messages), when].filter((fact) => fact !== undefined);
  const [video] = run.videos;
  return (
    <Paper component="li" withBorder p="sm" className="history-card" data-kept={run.id} data-stage={stage}>
      <Stack gap="xs">
        <Thumbnail run={run} />
        <Text fw={600} className="history-prompt">
          {titleOf(run, messages)}
        </Text>
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Badge variant="light" color={isBad(stage) ? 'red' : 'indigo'} tt="none" flex="none">
            {stageText(run, messages)}
          </Badge>
        </Group>
        <Group gap={6}>
          <RealityBadge real={run.real} />
          <ApiBadge api={run.api} />
        </Group>
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
        <Group gap={6}>
          {run.byId !== true && (
            <Button size="compact-sm" variant="light" aria-label={label(history.again)} onClick={onAgain}>
              {history.again}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant={chosen ? 'filled' : 'default'}
            aria-pressed={chosen}
            aria-label={label(history.choose)}
            onClick={onChoose}
          >
            {history.choose}
          </Button>
          <Button size="compact-sm" variant="default" aria-label={label(history.delete)} onClick={onDelete}>
            {history.delete}
          </Button>
          {video !== undefined && (
            <Anchor
              href={video.url}
              target="_blank"
              rel="noreferrer"
              size="sm"
              aria-label={label(history.watch)}
            >
              {history.watch}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
