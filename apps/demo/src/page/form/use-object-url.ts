import { useEffect, useMemo } from 'react';

interface Bytes {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

/** An address of these bytes for as long as they are shown. */
export function useObjectUrl(file: Bytes): string;
export function useObjectUrl(file: Bytes | undefined): string | undefined;
export function useObjectUrl(file: Bytes | undefined): string | undefined {
  const data = file?.data;
  const type = file?.mediaType ?? '';
  const url = useMemo(
    () => (data === undefined ? undefined : URL.createObjectURL(new Blob([Uint8Array.from(data)], { type }))),
    [data, type],
  );
  useEffect(
    () => () => {
      if (url !== undefined) URL.revokeObjectURL(url);
    },
    [url],
  );
  return url;
}
