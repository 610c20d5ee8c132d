package dev.singan.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.singan.base.Json;
import dev.singan.base.Progress;
import dev.singan.study.FolderSifid;
import java.io.IOException;

/** Scores a folder of images against another; the request is a {@link FolderSifid.Request}, the result a {@link FolderSifid}. */
public final class FolderSifidJob implements Job {
    @Override
    public Object run(JsonNode request, Progress progress) throws IOException {
        return FolderSifid.run(Json.mapper().treeToValue(request, FolderSifid.Request.class), progress);
    }
}
