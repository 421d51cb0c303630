import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DeadlineError, withDeadline } from '../server/deadline';
import { isTagKnown } from '../server/entity.tag';
import { HttpRefusal } from '../server/http.refusal';
import { type Reader } from '../sql/reader';
import { type CachedBytes } from './byte.cache';
import { type Image } from './image.entity';
import { acceptedFormat, EXTENSIONS, type FileFormat, MEDIA_TYPES } from './image.format';
import { publicImagesById } from './image.queries';
import { PictureError } from './picture.error';
import { FAILURE_SECONDS } from './picture.source';
import {
  ForgedAddressError,
  pictureVersion,
  RENDITIONS_PATH,
  type RenditionAddress,
  type RenditionAddresses,
  sizeName,
} from './rendition.address';
import { type RenditionService } from './rendition.service';
import { TooBusyError } from './single.flight';

export interface RenditionRouteParts {
  reader: Reader;
  addresses: RenditionAddresses;
  renditions: RenditionService;
  /** For everything together. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const BUSY_SECONDS = 2;
const NO_STORE = { 'cache-control': 'no-store' };
const FOR_EVER = 'public, max-age=31536000, immutable';
/** An address of another version leads on, but not for long: the picture may change again. */
const MOVED_SECONDS = 60;

function nothingHere(): HttpRefusal {
  return new HttpRefusal('NOT_FOUND', 'There is no picture here.', { headers: NO_STORE });
}

function tryLater(message: string): HttpRefusal {
  const headers = { ...NO_STORE, 'retry-after': String(BUSY_SECONDS) };
  return new HttpRefusal('UNAVAILABLE', message, { headers });
}

function readAddress(addresses: RenditionAddresses, url: string): RenditionAddress {
  try {
    const address = addresses.read(url);
    if (address) return address;
  } catch (error) {
    if (!(error instanceof ForgedAddressError)) throw error;
    throw new HttpRefusal('FORBIDDEN', error.message, { headers: NO_STORE });
  }
  throw nothingHere();
}

/** The picture, if something public shows it. */
async function publicImage(reader: Reader, uid: string): Promise<Image> {
  const images = await publicImagesById(reader, [uid]).catch(() => {
    throw tryLater('Pictures cannot be served just now.');
  });
  const [image] = images;
  if (!image) throw nothingHere();
  return image;
}

function refusal(error: unknown): unknown {
  if (error instanceof PictureError) {
    const isGone = error.reason !== 'unavailable';
    const seconds = FAILURE_SECONDS[error.reason];
    return new HttpRefusal(isGone ? 'NOT_FOUND' : 'UNAVAILABLE', error.message, {
      status: isGone ? 404 : 502,
      headers: { 'cache-control': `public, max-age=${seconds}` },
    });
  }
  if (error instanceof DeadlineError) {
    return new HttpRefusal('TIMEOUT', 'The picture took too long.', { headers: NO_STORE });
  }
  return error instanceof TooBusyError
    ? tryLater('Too many pictures are asked for at once.')
    : error;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, digest }: CachedBytes,
  { uid, size, format }: Pick<RenditionAddress, 'uid' | 'size'> & { format: FileFormat },
): FastifyReply {
  const etag = `"${digest.toString('base64url').slice(0, 22)}"`;
  void reply.headers({ 'cache-control': FOR_EVER, etag });
  if (isTagKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const name = `${uid}-${sizeName(size)}.${EXTENSIONS[format]}`;
  return reply
    .header('content-disposition', `inline; filename="${name}"`)
    .type(MEDIA_TYPES[format])
    .send(bytes);
}

/** Adds to `Vary`, which another hook may have begun. */
function varyByAccept(reply: FastifyReply): void {
  const before = reply.getHeader('vary');
  void reply.header('vary', before === undefined ? 'Accept' : `${String(before)}, Accept`);
}

/** A rendition, or where the picture has gone since the address was written. */
type Answer = { movedTo: string } | { rendition: CachedBytes; format: FileFormat };

async function find(
  { reader, addresses, renditions }: RenditionRouteParts,
  address: RenditionAddress,
  accept: string | undefined,
): Promise<Answer> {
  const image = await publicImage(reader, address.uid);
  if (pictureVersion(image) !== address.version) {
    return { movedTo: addresses.path(image, address) };
  }
  const format = address.format === 'AUTO' ? acceptedFormat(accept) : address.format;
  return { format, rendition: await renditions.rendition(image, address.size, format) };
}

/** Serves `/images/…`: what is signed, public, and can be rendered. The signature is looked at before anything else. */
export function renditionRoute(app: FastifyInstance, parts: RenditionRouteParts): void {
  app.get(`${RENDITIONS_PATH}*`, async (request, reply) => {
    try {
      const address = readAddress(parts.addresses, request.raw.url ?? '');
      if (address.format === 'AUTO') varyByAccept(reply);
      const answer = await withDeadline(parts.timeoutMs ?? TIMEOUT_MS, () =>
        find(parts, address, request.headers.accept),
      );
      if ('rendition' in answer) {
        return await send(request, reply, answer.rendition, { ...address, format: answer.format });
      }
      void reply.header('cache-control', `public, max-age=${MOVED_SECONDS}`);
      return await reply.redirect(answer.movedTo, 302);
    } catch (error) {
      throw refusal(error);
    }
  });
}
