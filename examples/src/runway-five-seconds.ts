import { VideoError } from '@vid/core';
import { createRunway, createVideo10s, createVideo5s } from '@vid/runway';

/** The guide's helpers: a request for a length from a picture, checked and shown before anything is paid. */
const runway = createRunway({ api: 'gateway' });
console.log(runway.prepare(createVideo5s('https://example.com/image.jpg', '猫咪跳舞')).body);
console.log(runway.prepare(createVideo10s('https://example.com/image.jpg', '猫咪跳舞', '768:1280')).body);

try {
  runway.prepare(createVideo5s('http://example.com/image.jpg'));
} catch (error) {
  console.log(error instanceof VideoError ? error.message : error);
}
