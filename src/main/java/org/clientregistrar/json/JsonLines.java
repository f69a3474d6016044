package org.clientregistrar.json;

import java.io.InputStream;

/** One object in each line, which ends with LF or CRLF; the last one need not. */
final class JsonLines extends RecordStream {

    JsonLines(InputStream octets, int most) {
        super(octets, most);
    }

    @Override
    Step step(byte octet) {
        return octet == '\n' ? Step.END : Step.KEEP;
    }

    @Override
    void checkEnd() {
        // a line ends here, too
    }
}
