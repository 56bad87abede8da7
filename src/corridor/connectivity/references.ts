/** What paces are measured against. They are shown beside every score that uses them. */

/** Pace of a container express on 1520 mm, km/h: about 1,000 km a day from Dostyk to Brest (UTLC ERA 2020; 743 to 1,108). */
export const REFERENCE_KMH = 1000 / 24

/** Hours of that pace for 1,000 km. */
export const REFERENCE_H_PER_1000KM = 24

/** Container ship, g CO2e per tonne-km, well-to-wheel: 76 g per TEU-km (GLEC v2, industry average) at 10 t per TEU. */
export const REFERENCE_G_PER_TKM = 7.6
