using System.Net;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Host.Ports;

/// <summary>The address and ports of the services of one <c>up</c>.</summary>
internal sealed class HostPorts
{
    private readonly Dictionary<string, int> ports = [];
    private readonly IPAddress address;

    private HostPorts(IPAddress address) => this.address = address;

    public string Host => address.ToString();

    public int this[string service] => ports[service];

    /// <summary>
    /// Reads <c>HOST</c> and <c>SERVICE_PORT</c> of every service; 0 selects a free port. The settings collect the problems.
    /// </summary>
    public static HostPorts Read(SystemDefinition system, ServiceSettings environment)
    {
        var found = new HostPorts(environment.Read(ListenSettings.Host));
        foreach (var service in system.Services)
        {
            var port = environment.Read(ListenSettings.PortIn(Variable(service), service.DefaultPort));
            found.ports[service.Name] = port == 0 ? PortProbe.FreePort() : port;
        }

        return found;
    }

    /// <summary>The URL of a service on this machine.</summary>
    public string UrlOf(string service)
    {
        var reachable = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : address;
        return $"http://{new IPEndPoint(reachable, ports[service])}";
    }

    /// <summary>Tries every port, so that either all services start or none.</summary>
    /// <exception cref="StartException">Ports cannot be used; the message has the service, port and variable of each.</exception>
    public void ThrowIfTaken(SystemDefinition system)
    {
        var faults = system.Services.Select(FaultOf).OfType<string>().ToList();
        if (faults.Count > 0)
        {
            throw new StartException(string.Join(Environment.NewLine, faults));
        }
    }

    private static string Variable(ServiceDefinition service) => service.VariablePrefix + "_PORT";

    private string? FaultOf(ServiceDefinition service)
    {
        var port = ports[service.Name];
        var earlier = ports.TakeWhile(pair => pair.Key != service.Name).FirstOrDefault(pair => pair.Value == port).Key;
        return earlier is null
            ? PortProbe.FaultOf(service.Name, Variable(service), address, port)
            : $"{earlier} and {service.Name} have the same port {port}. Set {Variable(service)} to another one.";
    }
}
