import { lazy } from 'react';

/** Parts that few visits need at once; they come when they are first drawn. */
export const CameraField = lazy(async () => ({ default: (await import('./camera-field.tsx')).CameraField }));
export const MoreFields = lazy(async () => ({ default: (await import('./more-fields.tsx')).MoreFields }));
export const MaskEditor = lazy(async () => ({ default: (await import('./mask-editor.tsx')).MaskEditor }));
export const JsonEditor = lazy(async () => ({ default: (await import('./json-editor.tsx')).JsonEditor }));
