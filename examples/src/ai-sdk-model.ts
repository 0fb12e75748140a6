import { createFal } from '@ai-sdk/fal';
import { fromVideoModel, probedRows } from '@vid/ai-sdk';

/** For `createRouter([createKling(), luma(apiKey)])`. The rows are what the package sends; the lengths, what the model's page says. */
export const luma = (apiKey: string) =>
  fromVideoModel({
    id: 'luma',
    model: createFal({ apiKey }).video('luma-ray-2'),
    rows: probedRows.fal.map((row) => ({
      ...row,
      accepts: { ...row.accepts, duration: { oneOf: [5, 9] } },
    })),
    secrets: [apiKey],
  });
