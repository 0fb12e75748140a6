import type { MediaInput } from '@vid/core';
import {
  type AcceptedRequest,
  isBytes,
  MediaFile,
  mediaOf,
  placeOf,
  withMedia,
} from '@vid/core/provider-kit';
import type { Fault } from './provider.ts';

/** The file that is uploaded, as a form has it. */
type Content = MediaFile | { readonly data: Uint8Array; readonly mediaType: string };
const isContent = (media: MediaInput): media is Content => media instanceof MediaFile || isBytes(media);

const replaced = (accepted: AcceptedRequest, place: (media: Content) => string): AcceptedRequest => ({
  ...accepted,
  request: withMedia(accepted.request, (media) => (isContent(media) ? place(media) : media)),
});

/** A provider that uploads every file, whatever its size, as `change` makes it; the service has nowhere for it and takes the link. */
export const uploading = (change: (data: Uint8Array) => Uint8Array = (right) => right): Fault => ({
  definition: ({ submit, ...right }) => ({
    ...right,
    submit: {
      ...submit,
      request: (accepted) => submit.request(replaced(accepted, (media) => placeOf(media, 'upload 1'))),
      isUploaded: () => true,
      upload: async (accepted, { baseUrl, sendForm }) => {
        let links = 0;
        for (const { media } of mediaOf(accepted.request)) {
          if (!isContent(media)) continue;
          const data = change(media instanceof MediaFile ? await media.data() : media.data);
          const file = new MediaFile({ bytes: { data, mediaType: media.mediaType ?? '' } });
          await sendForm(`${baseUrl}/uploads`, { fields: {}, filename: 'file', file }, 10_000);
        }
        const body = submit.request(
          replaced(accepted, () => `https://example.com/upload-${(links += 1)}`),
        ).body;
        return { body: body ?? {}, fingerprinted: {} };
      },
    },
  }),
});
