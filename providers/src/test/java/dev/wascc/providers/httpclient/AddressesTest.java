package dev.wascc.providers.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the registries of special-purpose addresses of IANA. */
class AddressesTest {
    private static boolean open(String address) throws Exception {
        return Addresses.publicAnd("").allow(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888"
            })
    void public_addresses_are_open(String address) throws Exception {
        assertThat(open(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254"
            })
    void others_are_not(String address) throws Exception {
        assertThat(open(address)).isFalse();
    }

    @Test
    void a_grant_opens_its_range_and_no_more() throws Exception {
        Addresses granted = Addresses.publicAnd("10.1.0.0/16, 127.0.0.1, fd12::/16");
        assertThat(granted.allow(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(granted.allow(InetAddress.getByName("10.2.0.0"))).isFalse();
        assertThat(granted.allow(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(granted.allow(InetAddress.getByName("127.0.0.2"))).isFalse();
        assertThat(granted.allow(InetAddress.getByName("fd12:34::1"))).isTrue();
        assertThat(granted.allow(InetAddress.getByName("::1"))).isFalse();
    }
}
