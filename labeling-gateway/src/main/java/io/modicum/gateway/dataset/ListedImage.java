package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * An image of a dataset as clients see it in a list.
 *
 * @param index its index in the dataset
 * @param path where its file lay in the archive; absent if it is no file of its own
 * @param label name of the class that it came with; absent if it came with none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ListedImage(int index, Split split, Optional<String> path, Optional<String> label) {}
