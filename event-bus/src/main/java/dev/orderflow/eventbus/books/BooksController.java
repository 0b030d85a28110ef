package dev.orderflow.eventbus.books;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the books. All instances of a service have the same. */
@RestController
@RequestMapping(path = "/books", produces = APPLICATION_JSON_VALUE)
class BooksController {

    private final BookKeeper keeper;

    BooksController(BookKeeper keeper) {
        this.keeper = keeper;
    }

    /** Counts every event that this service has published or received by where it is now. */
    @GetMapping
    Books books() {
        return keeper.read();
    }
}
