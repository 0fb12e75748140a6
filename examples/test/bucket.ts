import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import { createS3Store } from '../src/s3-store.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'planted-secret-of-the-bucket' };
const host = 'bucket.s3.eu-central-1.amazonaws.com';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Signature Version 4 in a query, from Amazon's description, for a request whose only signed header is its host. */
function signatureOf(method: string, url: URL): string {
  const get = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const encoded = (text: string) =>
    encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&');
  const canonical = [method, url.pathname, query, `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const [, day = '', region = '', service = ''] = get('Credential').split('/');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  return hmac(key, ['AWS4-HMAC-SHA256', get('Date'), scope, digest].join('\n')).toString('hex');
}

interface Stored {
  readonly bytes: Buffer;
  readonly type: string | undefined;
}

/** A bucket over real HTTP that checks signatures. `status`: what it answers to every upload instead. */
export async function openBucket(status = 200) {
  const objects = new Map<string, Stored>();
  const uploads: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', `https://${host}`);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const isSigned = url.searchParams.get('X-Amz-Signature') === signatureOf(method, url);
      if (method === 'PUT') uploads.push(request.headers);
      if (!isSigned) return void response.writeHead(403).end();
      if (method !== 'PUT') return void response.end(objects.get(url.pathname)?.bytes);
      if (status === 200)
        objects.set(url.pathname, { bytes: Buffer.concat(parts), type: request.headers['content-type'] });
      response.writeHead(status).end();
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  /** To the bucket's name, here. */
  const here: typeof fetch = (input, init) => {
    const url = new URL(new Request(input).url);
    return fetch(`http://127.0.0.1:${address.port}${url.pathname}${url.search}`, init);
  };
  const store = createS3Store({ ...credentials, folder: `https://${host}/vid/`, fetch: here });
  return { store, objects, uploads, fetch: here };
}
