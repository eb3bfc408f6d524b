using System.Net;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Host.Ports;

/// <summary>The address and ports the services of one <c>up</c> listen on, settled before anything starts.</summary>
internal sealed class HostPorts
{
    private readonly Dictionary<string, int> ports = [];
    private readonly IPAddress address;

    private HostPorts(IPAddress address) => this.address = address;

    public string Host => address.ToString();

    public int this[string service] => ports[service];

    /// <summary>Reads <c>HOST</c> and <c>SERVICE_PORT</c> of every service; 0 takes any free port. Faults are kept in the settings.</summary>
    public static HostPorts Read(SystemDefinition system, ServiceSettings environment)
    {
        var plan = new HostPorts(environment.Read(ListenSettings.Host));
        foreach (var service in system.Services)
        {
            var port = environment.Read(ListenSettings.PortIn(Variable(service), service.DefaultPort));
            plan.ports[service.Name] = port == 0 ? PortProbe.FreePort() : port;
        }

        return plan;
    }

    /// <summary>Where other services and people on this machine reach a service.</summary>
    public string UrlOf(string service)
    {
        var reachable = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : address;
        return $"http://{new IPEndPoint(reachable, ports[service])}";
    }

    /// <summary>Tries every port once, so that nothing half-starts.</summary>
    /// <exception cref="StartException">Ports are taken or may not be used; the message names service, port and variable of each.</exception>
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
            : $"Port {port} is given to both {earlier} and {service.Name}. Set {Variable(service)} to another one.";
    }
}
