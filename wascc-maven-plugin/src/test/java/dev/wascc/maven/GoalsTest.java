package dev.wascc.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What Maven and m2e are told of the goals. */
class GoalsTest {
    @Test
    void every_goal_may_run_beside_others() throws Exception {
        for (Element goal : goals()) {
            assertThat(text(goal, "threadSafe")).as(text(goal, "goal")).isEqualTo("true");
        }
    }

    @Test
    void an_ide_leaves_out_every_goal_of_a_phase() throws Exception {
        NodeList ignored =
                document("/META-INF/m2e/lifecycle-mapping-metadata.xml").getElementsByTagName("goal");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < ignored.getLength(); i++) {
            names.add(ignored.item(i).getTextContent());
        }
        assertThat(names).contains("sign", "attest", "verify", "verify-dependencies");
        for (Element goal : goals()) {
            if (goal.getElementsByTagName("phase").getLength() > 0) {
                assertThat(names).contains(text(goal, "goal"));
            }
        }
    }

    private static List<Element> goals() throws Exception {
        NodeList mojos = document("/META-INF/maven/plugin.xml").getElementsByTagName("mojo");
        List<Element> goals = new ArrayList<>();
        for (int i = 0; i < mojos.getLength(); i++) {
            goals.add((Element) mojos.item(i));
        }
        assertThat(goals).hasSizeGreaterThan(6);
        return goals;
    }

    private static String text(Element goal, String name) {
        return goal.getElementsByTagName(name).item(0).getTextContent();
    }

    private static Document document(String resource) throws Exception {
        try (InputStream in = GoalsTest.class.getResourceAsStream(resource)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }
}
