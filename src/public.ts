/** What both entry points export. */

export { type Audit, type AuditQuery, audit } from './corridor/audit/audit.js'
export {
  type AuditOptions,
  type AuditSummary,
  auditRoute,
  type RouteAudit,
  type StandardCost,
  type UnknownStandard,
} from './corridor/audit/audit-route.js'
export { type AuditLimit, WEAKEST_FORMULA } from './corridor/audit/limits.js'
export { type AuditStop, HANDLERS, type Handler, type Mismatch } from './corridor/audit/mismatches.js'
export type { StandardValue } from './corridor/audit/pieces.js'
export {
  DEFAULT_INCIDENT_H,
  DEFAULT_VEHICLES_PER_DAY,
  type ModeSafety,
  type RouteSafety,
} from './corridor/audit/safety.js'
export type { StandardAlong, StandardSection } from './corridor/audit/sections.js'
export { STANDARD_KINDS, type StandardKind } from './corridor/audit/standard-kinds.js'
export {
  BOTTLENECK_KINDS,
  type Bottleneck,
  type BottleneckKind,
  type BottleneckOptions,
  type Bottlenecks,
  bottlenecks,
  DEFAULT_TOLERANCE_PCT,
} from './corridor/bottlenecks.js'
export {
  type BreakEven,
  type BreakEvenBand,
  type BreakEvenCorridor,
  type BreakEvenInterval,
  type BreakEvenQuery,
  breakEven,
} from './corridor/break-even/break-even.js'
export type { Over } from './corridor/break-even/over.js'
export {
  type ClosedCorridor,
  type CompareQuery,
  type Comparison,
  type CorridorResult,
  compareCorridors,
  type OpenCorridor,
} from './corridor/compare.js'
export {
  type ConnectivityQuery,
  type CorridorScorecard,
  type CountryScorecard,
  connectivity,
  type Scorecard,
} from './corridor/connectivity/connectivity.js'
export type { Measure as PillarMeasure, PillarLine, Score } from './corridor/connectivity/measure.js'
export { type Corridor, corridorsOf, parseVia } from './corridor/corridor.js'
export { corridorRoute } from './corridor/corridor-route.js'
export {
  CRITICAL_KINDS,
  type CriticalElement,
  type Criticality,
  type CriticalityPair,
  type CriticalityProgress,
  type CriticalityQuery,
  type CriticalKind,
  criticality,
  type DemandPair,
} from './corridor/criticality.js'
export { type EmissionsByPillar, emissionsByPillar, type PillarEmissions } from './corridor/emissions/by-pillar.js'
export {
  EMISSION_STANDARD,
  type EmissionDistance,
  type EmissionElement,
  type EmissionReport,
  type EmissionTotals,
  emissionReport,
  type HubElement,
  type MissingFactor,
  type TractionPart,
  type TransportElement,
} from './corridor/emissions/emission-report.js'
export {
  ILEAP_VERSION,
  type IleapDistance,
  type IleapOptions,
  type IleapShipmentFootprint,
  type IleapTce,
  toIleap,
} from './corridor/emissions/ileap.js'
export type { Differences, Pair } from './corridor/explain/differences.js'
export {
  type AskedRoute,
  type ExplainQuery,
  type Explanation,
  explain,
  type Instead,
} from './corridor/explain/explain.js'
export type { Flip, NoFlip } from './corridor/explain/flips.js'
export type { Stretch, StretchLeg, StretchSide } from './corridor/explain/stretches.js'
export type { Extra } from './corridor/extra.js'
export {
  type Catchment,
  type CatchmentFacility,
  type CatchmentProgress,
  type CatchmentQuery,
  catchment,
} from './corridor/facilities/catchment.js'
export { DEFAULT_DRY_PORT, type DryPort } from './corridor/facilities/dry-port.js'
export {
  type CandidatePlace,
  type ChosenPlace,
  GREEDY_SHARE,
  type LocateProgress,
  type LocateQuery,
  type Location as DryPortLocation,
  type LocationBound,
  locate,
} from './corridor/facilities/location.js'
export {
  ACCESS_COSTS,
  type AccessCost,
  type Contributor,
  DEFAULT_CONTRIBUTORS,
  type MarketAccess,
  type MarketAccessQuery,
  marketAccess,
  type PlaceAccess,
} from './corridor/facilities/market-access.js'
export type { FacilitySelection } from './corridor/facilities/selection.js'
export {
  type ExposedComparison,
  type ExposedCorridor,
  type ExposedCorridorResult,
  exposedCorridors,
} from './corridor/hazards/exposed-corridors.js'
export type { Hazard } from './corridor/hazards/hazard.js'
export {
  EXPOSURE_ASSUMPTIONS,
  EXPOSURE_FORMULA,
  type ExposedHazard,
  type HazardExposure,
  hazardExposure,
  type Response as HazardResponse,
} from './corridor/hazards/hazard-exposure.js'
export type { JourneyQuery } from './corridor/hazards/journey.js'
export { type LinkHazards, linkHazards } from './corridor/hazards/link-hazards.js'
export {
  type LostElement,
  RESILIENCE_FORMULA,
  type Resilience,
  type ResilienceProgress,
  type ResilienceQuery,
  resilience,
  type Survival,
  type SurvivalSummary,
} from './corridor/hazards/resilience.js'
export { type Indicators, indicatorsOf } from './corridor/indicators.js'
export {
  type MaintenancePlan,
  type MaintenancePlanQuery,
  maintenancePlan,
  type PlanPair,
  type PlanPeriod,
  type PlanScore,
  type PlanWorks,
} from './corridor/maintenance/maintenance-plan.js'
export type { Works } from './corridor/maintenance/periods.js'
export type {
  MaintenanceWindow,
  MaintenanceYear,
  RouteMaintenance,
} from './corridor/maintenance/route-maintenance.js'
export { type ProfilePoint, profileOf } from './corridor/profile.js'
export { CRITERIA, type Criterion } from './corridor/ranking.js'
export { withCorridorLinks } from './corridor/scenario-corridors.js'
export type { Area, AreaShape, Polygon } from './corridor/screening/area.js'
export { areasFromGeoJson } from './corridor/screening/area-geojson.js'
export { type Areas, areasFromRecords } from './corridor/screening/area-table.js'
export { lineFromGeoJson, type ProposedLink } from './corridor/screening/proposed-line.js'
export {
  type AreaFlag,
  DEFAULT_NEAR_KM,
  type HazardFlag,
  type Screening,
  type ScreeningQuery,
  screenLink,
  type Touch,
} from './corridor/screening/screen-link.js'
export { INTERNATIONAL, type Share, type Shares, sharesOf } from './corridor/shares.js'
export { MEASURES, type Measure } from './corridor/study/answers.js'
export type { Outcome, PairChange } from './corridor/study/outcome.js'
export {
  type ScenarioOutcome,
  type Study,
  type StudyGroup,
  type StudyProgress,
  type StudyQuery,
  study,
} from './corridor/study/study.js'
export { checkedStudyFile, type StudyFile, studyQueryOf } from './corridor/study/study-file.js'
export { type BandCheck, type ValidationResult, type ValidationRow, validate } from './corridor/validate.js'
export type { Clearance, Procedure } from './cost/clearance.js'
export {
  CostModel,
  type RuleGap,
} from './cost/cost-model.js'
export type { Prices } from './cost/prices.js'
export { DEFAULT_SHIPMENT, type Shipment } from './cost/shipment.js'
export {
  MODES,
  type Mode,
  NEEDS,
  type Need,
  PASSAGES,
  type Passage,
  PILLARS,
  type Pillar,
  STATUSES,
  type Status,
} from './ingest/schema.js'
export { DataError, UsageError } from './issue/errors.js'
export type { Issue } from './issue/issue.js'
export { networkFromRecords, type Records } from './network/from-records.js'
export { type LinkAttributes, type Network, type NodeAttributes, type Rules, reverseKey } from './network/network.js'
export { networkToRecords } from './network/to-records.js'
export { catchmentToCsv } from './report/catchment-csv.js'
export {
  catchmentToGeoJson,
  type FacilityCollection,
  type FacilityFeature,
  type FacilityProperties,
} from './report/catchment-geojson.js'
export { compareCsv } from './report/compare-csv.js'
export { compareGeoJson } from './report/compare-geojson.js'
export { compareMarkdown } from './report/compare-markdown.js'
export { breakEvenSvg } from './report/drawing/break-even.js'
export { DEFAULT_DRAWING_WIDTH, type DrawingOptions } from './report/drawing/drawing-options.js'
export { corridorMapSvg } from './report/drawing/map.js'
export type { DrawnMeasure } from './report/drawing/measure.js'
export { paretoSvg } from './report/drawing/pareto.js'
export { profileSvg } from './report/drawing/profile.js'
export { sharesSvg } from './report/drawing/shares.js'
export { emissionCsv } from './report/emission-csv.js'
export { itineraryToGeoJson, type LegCollection, type LegFeature } from './report/geojson.js'
export { comparisonHtml, type PageOptions } from './report/html/page.js'
export { type BandCollection, type BandFeature, type BandProperties, reachToGeoJson } from './report/reach-geojson.js'
export type {
  Alternative,
  Alternatives,
  AlternativesQuery,
  ShortestQuery,
  ShortestRoutes,
} from './routing/alternatives.js'
export {
  type Block,
  CONSTRAINT_OPTIONS,
  type Constraints,
  DEFAULT_AVOIDED_STATUSES,
} from './routing/constraints.js'
export {
  APART,
  type Apart,
  DEFAULT_APART,
  DEFAULT_DISJOINT_COUNT,
  type DisjointQuery,
  type DisjointRoutes,
} from './routing/disjoint.js'
export type { EnergyWay } from './routing/energy-way.js'
export type {
  BorderFlow,
  CutLink,
  Flow,
  FlowAnswer,
  FlowLink,
  FlowUnitCost,
  FlowWay,
  NoFlow,
  UnknownCapacities,
  UnlimitedFlow,
} from './routing/flow/answer.js'
export type { FlowQuery } from './routing/flow/flow.js'
export { UNKNOWN_CAPACITIES, type UnknownCapacity } from './routing/flow/flow-graph.js'
export type { FlowEnd, FlowSide } from './routing/flow/sides.js'
export {
  type Budget,
  type BudgetQuery,
  type BudgetResult,
  DEFAULT_CRITERIA,
  DEFAULT_FRONTIER_LIMIT,
  type Frontier,
  type FrontierPoint,
  type FrontierQuery,
  type FrontierResult,
  type OverBudget,
} from './routing/frontier.js'
export { type ArcAttributes, type TerminalAttributes, toGraphology } from './routing/graphology-adapter.js'
export type {
  BorderLeg,
  Itinerary,
  Leg,
  LegLink,
  Signal,
  TariffPricing,
  Totals,
  TransferLeg,
  TransportLeg,
} from './routing/itinerary.js'
export type { TariffPart } from './routing/leg-pricing/tariff-legs.js'
export type { Matrix, MatrixComponents, MatrixQuery } from './routing/matrix.js'
export { DEFAULT_NEAREST_LIMIT, type LonLat, type NearestNode, type NearestOptions } from './routing/nearest.js'
export type { NoRoute } from './routing/no-route.js'
export { DEFAULT_OBJECTIVE, OBJECTIVES, type Objective } from './routing/objective.js'
export type { Reach, ReachedPlace, ReachQuery } from './routing/reach.js'
export {
  createRouter,
  HANDLINGS,
  type Handling,
  type QueryOptions,
  type RouteQuery,
  type RouteResult,
  Router,
  type RouterOptions,
  type Stop,
} from './routing/router.js'
export { openSaved, type SavedBytes, type SavedInfo, savedInfo } from './routing/saved/decode.js'
export { type SaveOptions, saveRouter } from './routing/saved/encode.js'
export { checkedScenario } from './routing/scenario/check.js'
export {
  type AddedRow,
  type Addition,
  type BorderChange,
  type BorderSelector,
  type Change,
  type Closure,
  composeScenarios,
  type LinkChange,
  type LinkSelector,
  type Opening,
  type PriceChange,
  type Scenario,
  scenarioHash,
  type TransferChange,
  type TransferSelector,
} from './routing/scenario/scenario.js'
export { ACCELERATIONS, type Acceleration } from './routing/search-engine.js'
