package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;

/** A link that the page copies is taken whole; what is wrong in it is said. */
class StudioAddressTest {
    private static String wrong(String text) {
        return String.valueOf(assertThrows(UserException.class, () -> StudioAddress.fragment(text, false))
                .getMessage());
    }

    @Test
    void aLinkIsTakenUnchanged() {
        String text =
                "problem=spiral&layers=8:tanh,8:tanh&edits=1:0:0=0.5&b.optimizer=sgd&b.edits=1:0:0=1&hide=travel&view=b.1.0&step=12";
        for (String given : new String[] {text, "#" + text, "http://127.0.0.1:8181/#" + text}) {
            assertEquals("#" + text, StudioAddress.fragment(given, false), given);
        }
        for (String none : new String[] {null, "", "#", "http://127.0.0.1:8181/"}) {
            assertEquals("", StudioAddress.fragment(none, false), none);
        }
    }

    @Test
    void bothRunsAreChecked() {
        assertTrue(wrong("layers=4:nosuch").startsWith("\"layers\""), wrong("layers=4:nosuch"));
        assertTrue(wrong("b.layers=4:nosuch").startsWith("b., the second run: \"layers\""), wrong("b.layers=4:nosuch"));
        assertTrue(wrong("hidden=4").contains("expected names of settings, found \"hidden\""));
        assertTrue(wrong("hide").contains("name=value"));
    }
}
