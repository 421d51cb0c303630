// The limit of any cache: node:http that answers with bytes it has.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(process.env.ANSWERS_FILE, 'utf8'))).map(([name, text]) => [
    `/${name}`,
    Buffer.from(text),
  ]),
);

createServer(({ url }, response) => {
  const body = answers.get(url);
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(Number(process.env.PORT));
