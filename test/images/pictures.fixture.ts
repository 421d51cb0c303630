import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import sharp from 'sharp';
import { imageUid, type ImageDraftRow, saveImages } from '../../src/images/image.commands';
import { type Images, setUpImages } from '../../src/images/images.setup';
import { type PictureSource } from '../../src/images/rendition.order';
import { handleErrors } from '../../src/server/error.handler';
import { PipelinedReader } from '../../src/sql/reader';
import { type TestGateway } from '../support/gateway';

/** A picture whose left half is red and whose right half is blue, as a file of any format. */
export function twoColours(width: number, height: number) {
  const half = { width: Math.floor(width / 2), height, channels: 3 as const };
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { ...half, background: '#ff0000' } }, left: 0, top: 0 },
  ]);
}

/** The colour of one pixel, each channel rounded to the nearest of 0, 1 and 2 halves of 255. */
export async function pixel(file: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 127.5));
}

export const RED = [2, 0, 0];
export const BLUE = [0, 0, 2];

/** A server of originals, which counts what it is asked for. */
export class OriginServer {
  readonly asked: string[] = [];
  answer: RequestListener = (_, response) => response.writeHead(404).end();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<OriginServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = new OriginServer(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    server.on('request', (request, response) => {
      origin.asked.push(request.url ?? '');
      origin.answer(request, response);
    });
    return origin;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

interface PictureServerOptions {
  allowPrivate?: boolean;
  cacheBytes?: number;
  timeoutMs?: number;
  fetchTimeoutMs?: number;
}

/** The picture server alone, on the database of a gateway, with a folder of pictures of its own at `/pictures`. */
export class PictureServer {
  url = '';

  private constructor(
    readonly images: Images,
    readonly folder: string,
    private readonly gateway: TestGateway,
    private readonly open: { app: FastifyInstance; reader: PipelinedReader },
  ) {}

  static async start(
    gateway: TestGateway,
    options: PictureServerOptions = {},
  ): Promise<PictureServer> {
    const folder = await mkdtemp(join(tmpdir(), 'broadsheet-pictures-'));
    const reader = new PipelinedReader({
      url: gateway.databaseUrl,
      connections: 1,
      statementTimeoutMs: 5_000,
      onError: () => undefined,
    });
    const { allowPrivate = false, cacheBytes = 10_000_000, timeoutMs, fetchTimeoutMs } = options;
    const logger = pino({ level: 'silent' });
    const images = setUpImages({
      secret: 'a secret of this test alone',
      imgproxy: null,
      publicUrl: () => server.url,
      reader,
      originals: {
        local: { path: '/pictures', folder },
        allowPrivate,
        ...(fetchTimeoutMs !== undefined && { timeoutMs: fetchTimeoutMs }),
      },
      cacheFolder: join(folder, 'cache'),
      cacheBytes,
      logger,
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    const app = fastify();
    handleErrors(app, logger);
    images.routes(app);
    const server = new PictureServer(images, folder, gateway, { app, reader });
    server.url = await app.listen({ port: 0, host: '127.0.0.1' });
    return server;
  }

  /** Stores a picture that a public article shows, and answers it as URLs are made of it. */
  async picture(draft: ImageDraftRow, focus?: [number, number]): Promise<PictureSource> {
    const { newspaper } = this.gateway;
    await saveImages(newspaper.manager, [draft], { update: true });
    const uid = imageUid(draft.url);
    const [focalX, focalY] = focus ?? [null, null];
    await newspaper.manager.query('UPDATE image SET focal_x = $2, focal_y = $3 WHERE id = $1', [
      ...[uid, focalX, focalY],
    ]);
    await newspaper.article({ imageId: uid });
    const { width = null, height = null } = draft;
    return { uid, originalUrl: draft.url, width, height, focalX, focalY };
  }

  /** The same, with a file in this site's own folder. */
  async localPicture(name: string, file: Buffer, focus?: [number, number]): Promise<PictureSource> {
    await writeFile(join(this.folder, name), file);
    return this.picture({ url: `/pictures/${name}` }, focus);
  }

  async close(): Promise<void> {
    await this.open.app.close();
    await this.open.reader.close();
    await rm(this.folder, { recursive: true });
  }
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}
