import { Box, Stack, Text } from '@mantine/core';
import type { Feature } from '@vid/core';
import { type ReactNode, useId } from 'react';
import { useMessages } from '../language.tsx';
import type { RequestEditor } from '../create/editor.ts';
import type { Obstacle, Obstacles } from './obstacles.ts';

interface OfferedProps {
  readonly feature: Feature;
  readonly obstacles: Obstacles;
  readonly editor: RequestEditor;
  readonly children: ReactNode;
}

/** A control; dimmed, with the reason, where setting it would leave nobody. What is set can always be cleared. */
export function Offered({ feature, obstacles, editor: { request }, children }: OfferedProps) {
  const { fields } = useMessages();
  const reasonId = useId();
  const obstacle = obstacles[feature];
  const dimmed = obstacle !== undefined && request[feature] === undefined;
  // The control is out of reach then, so what is around it takes the focus and says why.
  const dimmedProps = {
    role: 'group',
    tabIndex: 0,
    'aria-label': fields[feature],
    'aria-disabled': true,
    'aria-describedby': reasonId,
    'data-dimmed': feature,
  };
  return (
    <Stack gap={4} {...(dimmed && dimmedProps)}>
      <Box inert={dimmed} opacity={dimmed ? 0.5 : 1}>
        {children}
      </Box>
      {obstacle !== undefined && (
        <Text id={reasonId} size="xs" c="dimmed">
          <Reason obstacle={obstacle} />
        </Text>
      )}
    </Stack>
  );
}

function Reason({ obstacle }: { readonly obstacle: Obstacle }) {
  const { fields, offered } = useMessages();
  if (obstacle.kind === 'nobody') return offered.nobody;
  return offered.together(obstacle.fields.map((field) => fields[field]).join(', '));
}
