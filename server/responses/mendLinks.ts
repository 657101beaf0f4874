/**
 * Links that came badly off their way: `#` written as `%23`, once or twice, a code in the path, capitals, what other programs hang on to
 * a link. They lead to the page that was meant, with the code behind the `#`, where no log can hold it.
 */
import { Router } from 'express';
import { answeringPath } from '../waves/paths.ts';
import { WaveModel } from '../waves/wave.ts';

const maxDecoded = 3;
/** Whatever it hangs on to; the rest of a page's own address never looks like it. */
const codeLike = /(?<![0-9A-Z])(?:[0-9A-Z]{4}[^0-9A-Z]{0,3}){4}[0-9A-Z]{4}(?![0-9A-Z])/i;
/** Programs of the web put a session's name behind the path. */
const pathParameters = /;[\w-]+=[^/#]*/g;
/** Nothing that a browser would take for the address of another site. */
const pageOfOurs = /^\/(?:[\w-]+\/)*[\w-]*$/;
const answering = /^(\/(?:fa|en|azb))?\/w\/([\w-]+)(.*)$/is;

/** The path as it was meant, with what stands behind its `#`. */
function decoded(path: string): string {
  let text = path;
  for (let time = 0; time < maxDecoded && text.includes('%'); time += 1) text = withoutEscapes(text);
  return text.normalize('NFKC').replace(/^\/{2,}/, '/');
}

/** Half a character, as links have it that were cut off, is nothing. */
function withoutEscapes(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return '';
    }
  });
}

/** Where the link was meant to lead; null where it is right as it is, or nothing that we know. */
async function meant(path: string): Promise<string | null> {
  const text = decoded(path);
  const [before = '', ...behind] = text.split('#');
  const [, language = '', name = '', rest = ''] = answering.exec(before) ?? [];
  if (name) {
    const wave = await waveNamed(name);
    const further = rest.replace(pathParameters, '');
    const code = behind.join('#') || codeLike.exec(further)?.[0];
    const page = language.toLowerCase() + answeringPath(wave ?? '');
    const isRight = !code && path.startsWith(page) && /^(\/[a-z]*)?$/.test(rest);
    return wave && !isRight ? page + fragment(code) : null;
  }
  if (behind.length > 0 && pageOfOurs.test(before)) return before + fragment(behind.join('#'));
  const code = /^\/[^/]*$/.test(before) && codeLike.exec(before)?.[0];
  return code ? `/${fragment(code)}` : null;
}

/** A place without a fragment leaves the one that the browser has. */
const fragment = (text: string | undefined) => (text ? `#${encodeURIComponent(text)}` : '');

async function waveNamed(name: string): Promise<string | null> {
  if (await WaveModel.exists({ _id: name })) return name;
  const all = await WaveModel.find({}, { _id: 1 }).lean();
  return all.find(({ _id }) => _id.toLowerCase() === name.toLowerCase())?._id ?? null;
}

/** Nearly every address; only others cost a look at what was meant. */
const isPlain = (path: string) =>
  /^(?:\/[\w-]+)*\/?$/.test(path) && path === path.toLowerCase() && !codeLike.test(path);

export function mendLinks(): Router {
  const router = Router();
  router.use(async (req, res, next) => {
    const [path = '/'] = req.originalUrl.split('?');
    const place = req.method === 'GET' && !isPlain(path) ? await meant(path) : null;
    if (place === null) return next();
    res.set('Cache-Control', 'no-store').redirect(303, place);
  });
  return router;
}
