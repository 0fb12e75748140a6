import type { MediaBytes } from '@vid/core';
import { useEffect, useState } from 'react';
import type { Size } from './mask-areas.ts';

/** In pixels; `undefined` until it is known, and for what is no picture. */
export function useImageSize(picture: MediaBytes | undefined): Size | undefined {
  const [known, setKnown] = useState<{ readonly of: Uint8Array; readonly size: Size }>();
  useEffect(() => {
    if (picture === undefined) return undefined;
    const { data, mediaType } = picture;
    let wanted = true;
    const measure = async () => {
      const { width, height } = await createImageBitmap(
        new Blob([Uint8Array.from(data)], { type: mediaType }),
      );
      if (wanted) setKnown({ of: data, size: { width, height } });
    };
    measure().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [picture]);
  return known !== undefined && known.of === picture?.data ? known.size : undefined;
}
