/** Strokes on a field of 20 × 20. */
const paths = {
  create: 'M10 4v12M4 10h12',
  history: 'M10 6v4l3 2M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7M3.5 3.5V7H7',
  models: 'M3.5 4.5h13v11h-13zM3.5 8.5h13M8 8.5v7',
  services: 'M4 5h12v4H4zM4 11h12v4H4zM6.5 7h.01M6.5 13h.01',
  close: 'M5 5l10 10M15 5L5 15',
  light:
    'M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7zM10 2.5v1.2M10 16.3v1.2M2.5 10h1.2M16.3 10h1.2M4.7 4.7l.9.9M14.4 14.4l.9.9M15.3 4.7l-.9.9M5.6 14.4l-.9.9',
  dark: 'M15.8 11.8A6.3 6.3 0 0 1 8.2 4.2a6.3 6.3 0 1 0 7.6 7.6z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  picture: 'M3.5 4.5h13v11h-13zM3.5 13l3.5-3.5 3 3 2.5-2.5 4 4M7 7.5h.01',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3L9.8 6M11.5 8.5a3 3 0 0 0-4.3 0l-2.4 2.4a3 3 0 0 0 4.3 4.3l1.1-1.2',
  file: 'M10 13V4M6.5 7.5L10 4l3.5 3.5M4 13v3h12v-3',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={paths[name]} />
    </svg>
  );
}
