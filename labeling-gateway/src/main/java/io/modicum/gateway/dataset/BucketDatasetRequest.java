package io.modicum.gateway.dataset;

import io.modicum.gateway.http.ReadableName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * A folder of a bucket that is to be a dataset.
 *
 * @param name what people call it
 * @param prefix folder in the bucket, with or without a slash at its end; the whole bucket if not
 *     given
 * @param format layout of its files, one of listArchiveLayouts; `auto` if not given
 * @param imageSize pixels per side to resize to, 8 to 512; 0, the size that all images share if not
 *     given
 * @param mostBroken share of the images that may be broken, 0 to 1; 0.05 if not given
 */
public record BucketDatasetRequest(
    @ReadableName String name,
    Optional<
            @Size(max = 900)
            @Pattern(regexp = ReadableName.CHARACTERS, message = ReadableName.MESSAGE) String>
        prefix,
    Optional<String> format,
    Optional<@Min(0) @Max(512) Integer> imageSize,
    Optional<@DecimalMin("0") @DecimalMax("1") Double> mostBroken) {}
