# Compares what ptxas reports (-v) with limits.txt: prefix of a kernel's name, bytes of spills allowed; the longest prefix counts.
FNR == NR { if ($1 !~ /^#/ && NF == 2) limit[$1] = $2; next }
/Compiling entry function/ { split($0, part, "'"); kernel = part[2] }
/spill stores/ {
    allowed = 0; longest = 0
    for (p in limit) if (index(kernel, p) == 1 && length(p) > longest) { longest = length(p); allowed = limit[p] }
    stores = $5
    if (stores > allowed) { print "sm_" architecture ": " kernel " spills " stores " bytes, allowed are " allowed; bad = 1 }
}
END { exit bad }
