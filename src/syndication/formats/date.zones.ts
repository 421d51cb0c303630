/** Minutes from UTC of the zones that feeds name; the military letters mean nothing reliable and count as UTC. */
const ZONES = new Map(
  Object.entries({
    utc: 0,
    ut: 0,
    gmt: 0,
    z: 0,
    wet: 0,
    west: 60,
    bst: 60,
    ist: 330,
    cet: 60,
    met: 60,
    mez: 60,
    cest: 120,
    mest: 120,
    mesz: 120,
    eet: 120,
    sast: 120,
    eest: 180,
    msk: 180,
    msd: 240,
    gst: 240,
    pkt: 300,
    hkt: 480,
    sgt: 480,
    awst: 480,
    jst: 540,
    kst: 540,
    acst: 570,
    aest: 600,
    aedt: 660,
    nzst: 720,
    nzdt: 780,
    art: -180,
    brt: -180,
    brst: -120,
    ast: -240,
    adt: -180,
    est: -300,
    et: -300,
    edt: -240,
    cst: -360,
    ct: -360,
    cdt: -300,
    mst: -420,
    mt: -420,
    mdt: -360,
    pst: -480,
    pt: -480,
    pdt: -420,
    akst: -540,
    akdt: -480,
    hst: -600,
  }),
);

const OFFSET = /^(?:gmt|utc?|z)?\s*([+-])(\d{1,2}):?(\d{2})?$/i;

/** Minutes from UTC, or undefined where the text names no zone. */
export function zoneOffset(text: string): number | undefined {
  const zone = text.trim().toLowerCase().replace('−', '-');
  if (zone === '') return 0;
  const offset = OFFSET.exec(zone);
  if (!offset) return ZONES.get(zone);
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  if (minutes > 15 * 60) return undefined;
  return offset[1] === '-' ? -minutes : minutes;
}
