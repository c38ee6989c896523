package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.gateway.http.Page;
import java.util.List;
import java.util.Optional;

/**
 * A page of the problems with the files of a dataset.
 *
 * @param next where the list goes on, for {@code cursor}; absent at its end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DatasetProblems(List<DatasetProblem> items, Optional<String> next) {

  static DatasetProblems of(Page<DatasetProblem> page) {
    return new DatasetProblems(page.items(), page.next());
  }
}
