import { Alert, Stack, Text } from '@mantine/core';
import { CopyButton } from '../copy-button.tsx';
import { useMessages } from '../language.tsx';
import { addressOf, usePageAddress } from '../address/page-address.ts';
import { fileFields } from '../request-json.ts';
import type { RequestEditor } from '../create/editor.ts';

/** The request as a link, what no link can hold, and what was wrong with the one that was opened. */
export function Share({
  editor: { request, badLink, missingFiles, failed },
}: {
  readonly editor: RequestEditor;
}) {
  const { fields, link, media } = useMessages();
  const page = usePageAddress();
  const named = (names: readonly string[]) =>
    names.map((name) => Object.entries(fields).find(([field]) => field === name)?.[1] ?? name).join(', ');
  const left = Object.keys(fileFields(request));
  return (
    <Stack gap="xs">
      {badLink !== undefined && (
        <Alert color="red" title={link.badTitle} role="alert">
          {link.bad(badLink)}
        </Alert>
      )}
      {missingFiles.length > 0 && (
        <Alert color="yellow" title={link.missingTitle} role="alert">
          {link.missing(named(missingFiles))}
        </Alert>
      )}
      {failed.length > 0 && (
        <Alert color="red" role="alert">
          {media.failed(named(failed))}
        </Alert>
      )}
      <CopyButton label={link.copy} text={() => addressOf(page.read(), request)} unavailable={link.tooLong} />
      {left.length > 0 && (
        <Text size="xs" c="dimmed">
          {link.without(named(left))}
        </Text>
      )}
    </Stack>
  );
}
