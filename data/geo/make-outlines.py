#!/usr/bin/env python3
"""Makes europe.json, the outlines of countries behind the map of regions, from Natural Earth 1:50m.

Usage: make-outlines.py europe-50m.geojson >europe.json

Borders are cut where three countries meet, each piece is simplified once (Douglas and Peucker 1973) and used
by the countries on both its sides, so that no gaps open. Coordinates are whole hundredths of a degree, given
as differences from the point before.
"""
import json
import math
import sys

WEST, EAST, SOUTH, NORTH = -32.0, 50.0, 27.0, 72.5
TOLERANCE = 0.018  # degrees of latitude
SMALLEST = 0.004  # square degrees; smaller islands would be dots

# ISO 3166 numbers to codes of two letters. What has no number in the source has none here.
CODES = dict(
    pair.split("=")
    for pair in (
        "336=VA 832=JE 831=GG 833=IM 826=GB 804=UA 792=TR 788=TN 760=SY 756=CH 752=SE 724=ES 703=SK 705=SI "
        "688=RS 674=SM 643=RU 642=RO 620=PT 616=PL 578=NO 528=NL 504=MA 499=ME 498=MD 492=MC 470=MT 807=MK "
        "442=LU 440=LT 438=LI 434=LY 422=LB 428=LV 400=JO 380=IT 376=IL 372=IE 368=IQ 364=IR 352=IS 348=HU "
        "300=GR 276=DE 268=GE 250=FR 248=AX 246=FI 233=EE 304=GL 234=FO 208=DK 203=CZ 196=CY 191=HR 100=BG "
        "070=BA 056=BE 112=BY 031=AZ 040=AT 051=AM 020=AD 012=DZ 008=AL"
    ).split()
)


def rings_of(feature):
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            points = [(round(x, 4), round(y, 4)) for x, y in ring]
            points = [p for i, p in enumerate(points) if p != points[i - 1]]
            if len(points) >= 3:
                yield points


def is_wanted(ring):
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2
    inside = max(xs) > WEST and min(xs) < EAST and max(ys) > SOUTH and min(ys) < NORTH
    return inside and abs(area) >= SMALLEST


def simplify(points):
    """Douglas and Peucker, lengths as on the ground."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        scale = math.cos(math.radians(points[first][1]))
        ax, ay = points[first][0] * scale, points[first][1]
        bx, by = points[last][0] * scale, points[last][1]
        length = math.hypot(bx - ax, by - ay)
        far, index = 0, -1
        for i in range(first + 1, last):
            x, y = points[i][0] * scale, points[i][1]
            if length == 0:
                distance = math.hypot(x - ax, y - ay)
            else:
                distance = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if distance > far:
                far, index = distance, i
        if far > TOLERANCE:
            keep[index] = True
            stack += [(first, index), (index, last)]
    return [p for p, kept in zip(points, keep) if kept]


def simplify_ring(ring, nodes):
    starts = [i for i, p in enumerate(ring) if p in nodes]
    if not starts:
        # The same start whichever country the ring is of.
        first = ring.index(min(ring))
        far = max(range(len(ring)), key=lambda i: math.dist(ring[i], ring[first]))
        starts = sorted({first, far})
    out = []
    for start, end in zip(starts, starts[1:] + starts[:1]):
        piece = ring[start : end + 1] if end > start else ring[start:] + ring[: end + 1]
        forwards = piece[0] <= piece[-1]
        done = simplify(piece if forwards else piece[::-1])
        out += (done if forwards else done[::-1])[:-1]
    return out


def clip(ring, axis, limit, sign):
    """Sutherland and Hodgman 1974, one side."""
    out = []
    for a, b in zip(ring, ring[1:] + ring[:1]):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in:
            out.append(a)
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            out.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return out


def encode(ring):
    values, before = [], (0, 0)
    for x, y in ring:
        point = (round(x * 100), round(y * 100))
        if values and point == before:
            continue
        values += [point[0] - before[0], point[1] - before[1]]
        before = point
    return values


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        features = json.load(file)["features"]
    neighbours = {}
    for feature in features:
        for ring in rings_of(feature):
            for i, point in enumerate(ring):
                beside = neighbours.setdefault(point, set())
                beside.update((ring[i - 1], ring[(i + 1) % len(ring)]))
    nodes = {point for point, beside in neighbours.items() if len(beside) > 2}
    countries = []
    for feature in sorted(features, key=lambda f: f["properties"]["name"]):
        rings = []
        for ring in rings_of(feature):
            if not is_wanted(ring):
                continue
            ring = simplify_ring(ring, nodes)
            for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
                ring = clip(ring, axis, limit, sign) if ring else ring
            if len(encode(ring)) >= 6:
                rings.append(encode(ring))
        if rings:
            code = CODES.get(feature["properties"]["iso_numeric"], "")
            countries.append({"code": code, "rings": rings})
    json.dump(
        {
            "source": "Natural Earth 1:50m Admin 0 countries, public domain, naturalearthdata.com",
            "unit": 0.01,
            "countries": countries,
        },
        sys.stdout,
        separators=(",", ":"),
    )
    print()


main()
