/**
 * The emissions of a shipment as partners exchange them: the `ShipmentFootprint` of the iLEAP Technical Specifications, version
 * 1.0.0 of 27 May 2025 (SINE Foundation and Smart Freight Centre, https://sine-fdn.github.io/ileap-extension/), sections
 * 6.1, 6.2 and 6.6. All numbers are decimals as text there.
 *
 * The `TOC` and `HOC` objects of the same specification are not made: they must state the energy carriers with their emission factors, and
 * `emission.csv` has intensities alone. `tocId` and `hocId` are the names of the categories in the report.
 */
import { UsageError } from '../../issue/errors.js'
import { KG_PER_TONNE } from '../../units/units.js'
import type { EmissionElement, EmissionReport } from './emission-report.js'

/** The version of the specifications that {@link toIleap} follows. */
export const ILEAP_VERSION = '1.0.0'

/** A decimal number as text: digits, and perhaps a point and more digits. */
export type IleapDecimal = string

/** `GLECDistance`, km: exactly one of the kinds. The specifications also know `actual`, a distance driven; ours never is. */
export type IleapDistance = { readonly sfd: IleapDecimal } | { readonly gcd: IleapDecimal }

/** A transport chain element. */
export interface IleapTce {
  readonly tceId: string
  /** Those just before; empty for the first. */
  readonly prevTceIds: readonly string[]
  /** Transport operation category; exactly one of this and `hocId`. */
  readonly tocId?: string
  /** Hub operation category. */
  readonly hocId?: string
  readonly shipmentId: string
  /** Kg. */
  readonly mass: IleapDecimal
  readonly packagingOrTrEqType?: 'Container-TEU'
  readonly packagingOrTrEqAmount?: IleapDecimal
  /** 0 at a hub. */
  readonly distance: IleapDistance
  /** Tonne-km: distance times mass; 0 at a hub. */
  readonly transportActivity: IleapDecimal
  /** Kg CO2e. */
  readonly co2eWTW: IleapDecimal
  readonly co2eTTW: IleapDecimal
}

export interface IleapShipmentFootprint {
  /** Kg. */
  readonly mass: IleapDecimal
  readonly shipmentId: string
  /** In order of travel; at least one. */
  readonly tces: readonly IleapTce[]
}

export interface IleapOptions {
  /** The sender's name for the shipment. Default: `FROM-TO` by node ids. */
  readonly shipmentId?: string
}

/**
 * A report in the shape of iLEAP.
 *
 * @returns `undefined` where a factor is missing, or where there are no elements: every number of the shape is mandatory, and
 * `report.missing` says what there is not
 * @throws UsageError for a shipment id without a character
 */
export function toIleap(report: EmissionReport, options: IleapOptions = {}): IleapShipmentFootprint | undefined {
  const { shipmentId = `${report.from}-${report.to}` } = options
  if (typeof shipmentId !== 'string' || shipmentId === '') {
    throw new UsageError(`Option shipmentId is ${JSON.stringify(shipmentId)}; expected text.`)
  }
  const tces: IleapTce[] = []
  for (const element of report.elements) {
    const tce = tceFrom(element, report.shipment.teu, shipmentId)
    if (tce === undefined) return undefined
    tces.push(tce)
  }
  return tces.length === 0 ? undefined : { mass: kilograms(report.shipment.tonnes), shipmentId, tces }
}

function tceFrom(element: EmissionElement, teu: number, shipmentId: string): IleapTce | undefined {
  const { co2e_wtw_kg: wtw, co2e_ttw_kg: ttw } = element
  if (wtw === undefined || ttw === undefined) return undefined
  const isHub = element.kind === 'hub'
  return {
    tceId: `${shipmentId}:${element.id}`,
    prevTceIds: element.previous.map((id) => `${shipmentId}:${id}`),
    ...(isHub ? { hocId: element.category } : { tocId: element.category }),
    shipmentId,
    mass: kilograms(element.mass_t),
    ...(teu > 0 ? { packagingOrTrEqType: 'Container-TEU', packagingOrTrEqAmount: decimal(teu) } : {}),
    distance: isHub ? { sfd: '0' } : distance(element.distance.kind, element.distance.km),
    transportActivity: isHub ? '0' : decimal(element.tonne_km),
    co2eWTW: decimal(wtw),
    co2eTTW: decimal(ttw),
  }
}

function distance(kind: 'sfd' | 'gcd', km: number): IleapDistance {
  return kind === 'gcd' ? { gcd: decimal(km) } : { sfd: decimal(km) }
}

/** To the milligram, so that 20.1 t are 20100 kg and not a hair more. */
function kilograms(tonnes: number): IleapDecimal {
  return decimal(Number((tonnes * KG_PER_TONNE).toFixed(6)))
}

/** All digits of a number, without an exponent. */
function decimal(value: number): IleapDecimal {
  const text = String(value)
  if (!text.includes('e')) return text
  const plain = value.toFixed(20)
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
}
