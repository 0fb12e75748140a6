/* A service that answers at once, from a process of its own so that its work is not counted. */
import { createAnswers } from './answers.ts';
import { listen } from './listen.ts';

const answerTo = createAnswers();
const { origin } = await listen((request, response) => {
  request.resume().on('end', () => {
    void answerTo(request).then(([status, body]) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
});
process.send?.(origin);
process.once('disconnect', () => process.exit());
