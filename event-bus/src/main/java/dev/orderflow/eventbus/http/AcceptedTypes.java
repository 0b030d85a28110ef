package dev.orderflow.eventbus.http;

import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * What a client accepts, without character sets: JSON is UTF-8. Otherwise a request for another one would take effect before
 * it turns out that nothing can write its answer.
 */
final class AcceptedTypes extends HeaderContentNegotiationStrategy {

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        return super.resolveMediaTypes(request).stream()
                .map(AcceptedTypes::withoutCharset)
                .toList();
    }

    private static MediaType withoutCharset(MediaType type) {
        var parameters = new LinkedHashMap<>(type.getParameters());
        return parameters.remove("charset") == null ? type : new MediaType(type, parameters);
    }
}
