import { dirname } from 'node:path';
import { type VideoFolder, videoFolder } from '@vid/core/download';
import type { StoredFile } from '@vid/core/journal';

const around = ({ name }: Pick<StoredFile, 'name'>) => videoFolder(dirname(name));

/** A folder that names its videos by their whole path, so that those of another one, or saved elsewhere, are found as well. */
export function keptIn(folder: string, allowHosts: readonly string[]): VideoFolder {
  const inside = videoFolder(folder, { allowHosts });
  return {
    async storeVideo(video) {
      const file = await inside.storeVideo(video);
      return { ...file, name: inside.pathOf(file) };
    },
    pathOf: ({ name }) => name,
    open: (file, range) => around(file).open(file, range),
    delete: (file) => around(file).delete(file),
  };
}
