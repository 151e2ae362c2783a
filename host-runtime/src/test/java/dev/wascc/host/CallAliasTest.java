package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.host.HostException.Reason;
import dev.wascc.nkeys.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actors that are called by a name. */
@Timeout(60)
class CallAliasTest extends HostFixture {
    private final SigningKey target = TestActors.module();
    private final String targetKey = target.publicKey().text();

    @Test
    void an_actor_is_called_by_its_alias_where_the_callers_claims_list_the_alias() throws Exception {
        host.add(TestActors.aliased(target, "org/greeter"));
        host.add(TestActors.actor(module, "org/greeter"));
        assertThat(asks("org/greeter", "echo")).isEqualTo(HELLO);
        assertThatThrownBy(() -> asks(targetKey, "echo")).hasMessageContaining("PERMISSION DENIED");
        assertThat(host.inventory().actors()).extracting("callAlias").containsOnly("org/greeter", null);
    }

    @Test
    void or_where_they_list_its_key() throws Exception {
        host.add(TestActors.aliased(target, "greeter"));
        host.add(TestActors.actor(module, targetKey));
        assertThat(asks("greeter", "echo")).isEqualTo(HELLO);
        assertThat(asks(targetKey, "echo")).isEqualTo(HELLO);
    }

    @Test
    void without_either_it_is_refused_as_any_call_is() throws Exception {
        host.add(TestActors.aliased(target, "greeter"));
        host.add(TestActors.actor(module, "greeterx", "greete"));
        assertThatThrownBy(() -> asks("greeter", "echo"))
                .hasMessageEndingWith("WebAssembly module authorization failure: Actor " + key
                        + " attempted to call echo on greeter,default - PERMISSION DENIED.");
    }

    @Test
    void an_alias_that_nobody_has_is_a_capability_that_nobody_provides() throws Exception {
        host.add(TestActors.actor(module, "greeter"));
        assertThatThrownBy(() -> asks("greeter", "echo"))
                .hasMessageEndingWith("wasmbus.provider.greeter.default." + key + " with no subscribers");
        host.add(TestActors.aliased(target, "greeter"));
        assertThat(asks("greeter", "echo")).isEqualTo(HELLO);
        host.remove(target.publicKey());
        assertThatThrownBy(() -> asks("greeter", "echo")).hasMessageContaining("no subscribers");
    }

    @Test
    void a_second_actor_of_that_alias_is_refused_and_the_first_keeps_it() throws Exception {
        host.add(TestActors.aliased(target, "greeter"));
        SigningKey other = TestActors.module();
        HostException refused =
                catchThrowableOfType(HostException.class, () -> host.add(TestActors.aliased(other, "greeter")));
        assertThat(refused.reason()).isEqualTo(Reason.DUPLICATE);
        assertThat(refused)
                .hasMessageContaining("the call alias greeter of test is that of actor " + targetKey
                        + " in this host already; calls by it would be ambiguous");
        host.remove(target.publicKey());
        host.add(TestActors.aliased(other, "greeter"));
        assertThat(host.inventory().actors()).hasSize(1);
    }

    @Test
    void an_actor_that_does_not_start_leaves_its_alias_to_others() throws Exception {
        host.add(TestActors.actor(module));
        assertThatThrownBy(() -> host.add(TestActors.aliased(module, "greeter")))
                .hasMessageContaining("already");
        host.add(TestActors.aliased(target, "greeter"));
        assertThat(host.inventory().actors()).hasSize(2);
    }

    @Test
    void a_replacement_brings_another_alias_and_gives_the_old_one_up() throws Exception {
        host.add(TestActors.aliased(target, "greeter"));
        host.replace(TestActors.aliased(target, "greeter"));
        host.replace(TestActors.aliased(target, "hello"));
        host.add(TestActors.actor(module, "hello", "greeter"));
        assertThat(asks("hello", "echo")).isEqualTo(HELLO);
        assertThatThrownBy(() -> asks("greeter", "echo")).hasMessageContaining("no subscribers");
        host.add(TestActors.aliased(TestActors.module(), "greeter"));
        assertThatThrownBy(() -> host.replace(TestActors.aliased(target, "greeter")))
                .hasMessageContaining("ambiguous");
        assertThat(asks("hello", "echo")).isEqualTo(HELLO);
    }

    @Test
    void an_alias_cannot_stand_for_a_capability_nor_a_capability_for_an_alias() throws Exception {
        host.add(new Spy("greeter"), "default");
        assertThatThrownBy(() -> host.add(TestActors.aliased(target, "greeter")))
                .hasMessageContaining("the call alias greeter is the id of a capability that is provided here");
        assertThatThrownBy(() -> host.add(TestActors.aliased(target, "wascc:keyvalue")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("is no name an actor can be called by");
        host.add(TestActors.aliased(target, "other"));
        assertThatThrownBy(() -> host.add(new Spy("other"), "default"))
                .hasMessageContaining("other,default is the call alias of actor " + targetKey);
        assertThat(host.provides("other", "default")).isFalse();
    }

    @Test
    void a_call_by_its_own_alias_is_re_entry() throws Exception {
        host.add(TestActors.aliased(module, "me"));
        assertThatThrownBy(() -> asks("me", "echo")).hasMessageContaining("in this chain of calls already");
    }
}
